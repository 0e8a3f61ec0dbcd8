package main

import (
	"bytes"
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"thidua/internal/access"
	"thidua/internal/app"
	"thidua/internal/clock"
	"thidua/internal/config"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/summary"
)

func importCommand() *cobra.Command {
	all := group(&cobra.Command{Use: "import", Short: "Nạp danh mục đơn vị và kế hoạch vào cơ sở dữ liệu chính thức"})
	all.AddCommand(importUnits(), importPlan())
	return all
}

func importUnits() *cobra.Command {
	var basis string
	c := &cobra.Command{
		Use:   "units [TỆP.csv] --basis CĂN-CỨ",
		Short: "Nạp danh mục tỉnh, huyện, xã (một lần, khi chưa có đơn vị nào)",
		Long: "Nạp danh mục đơn vị từ tệp CSV: level,code,name,kind,parent,from (level là province, district, commune).\n" +
			"Không có TỆP: danh mục Ninh Thuận từ 01/11/2024. (Loads the units; without a file, Ninh Thuận's.)\n\n" + config.Help(config.Database),
		Args: oneFile,
		RunE: func(c *cobra.Command, args []string) error {
			list, err := listOfUnits(args)
			if err != nil {
				return err
			}
			if basis == "" && len(args) == 0 {
				basis = "Nghị quyết 1198/NQ-UBTVQH15"
			}
			return production(c.Context(), func(pool *pg.Pool) error {
				err := pg.InTx(c.Context(), pool, func(tx pg.Tx) error {
					_, err := org.LoadUnits(c.Context(), tx, access.System("thidua import units", access.UnitWrite), clock.Real().Moment(), list, basis)
					return err
				})
				if err == nil {
					fmt.Fprintf(c.OutOrStdout(), "Đã nạp %d đơn vị.\n", len(list))
				}
				return err
			})
		},
	}
	c.Flags().StringVar(&basis, "basis", "", "căn cứ pháp lý, ghi vào từng đơn vị")
	return c
}

// oneFile refuses more than one argument, in Vietnamese.
func oneFile(c *cobra.Command, args []string) error {
	if len(args) > 1 {
		return fmt.Errorf("lệnh %s chỉ nhận một tệp; xem %s --help (want one file)", c.CommandPath(), c.CommandPath())
	}
	return nil
}

func listOfUnits(args []string) ([]org.Listed, error) {
	if len(args) == 0 {
		return org.NinhThuan2024()
	}
	b, err := os.ReadFile(args[0])
	if err != nil {
		return nil, err
	}
	return org.ParseList(bytes.NewReader(b))
}

func importPlan() *cobra.Command {
	var text, note string
	c := &cobra.Command{
		Use:   "plan [TỆP.yaml --text TỆP.txt] [--note GHI-CHÚ]",
		Short: "Nạp kế hoạch phong trào (lần sau: thành phiên bản mới)",
		Long: "Nạp tệp định nghĩa kế hoạch cùng toàn văn kế hoạch, rồi mở báo cáo tháng cho các xã có Tổ.\n" +
			"Không có TỆP: kế hoạch của tỉnh Ninh Thuận kèm theo phần mềm. (Loads a plan; without a file, Ninh Thuận's.)\n\n" + config.Help(config.Database),
		Args: oneFile,
		RunE: func(c *cobra.Command, args []string) error {
			d, err := definition(args, text)
			if err != nil {
				return err
			}
			return production(c.Context(), func(pool *pg.Pool) error {
				var loaded plan.Loaded
				var opened int
				err := pg.InTx(c.Context(), pool, func(tx pg.Tx) (err error) {
					loaded, opened, err = loadPlan(c.Context(), tx, pool, d, note)
					return err
				})
				if err == nil && !loaded.New {
					fmt.Fprintf(c.OutOrStdout(), "Kế hoạch không đổi so với phiên bản %d; mở thêm %d báo cáo tháng.\n", loaded.Number, opened)
				} else if err == nil {
					fmt.Fprintf(c.OutOrStdout(), "Đã nạp kế hoạch, phiên bản %d; mở %d báo cáo tháng.\n", loaded.Number, opened)
				}
				return err
			})
		},
	}
	c.Flags().StringVar(&text, "text", "", "tệp toàn văn kế hoạch, để đối chiếu các câu trích")
	c.Flags().StringVar(&note, "note", "", "ghi chú của phiên bản")
	return c
}

func definition(args []string, text string) (*plan.Definition, error) {
	if len(args) == 0 {
		return plan.NinhThuan()
	}
	source, err := os.ReadFile(args[0])
	if err != nil {
		return nil, err
	}
	d, err := plan.Parse(source)
	if err != nil {
		return nil, err
	}
	words, err := os.ReadFile(text)
	if err != nil {
		return nil, fmt.Errorf("cần --text TỆP.txt là toàn văn kế hoạch (want the plan's full text): %w", err)
	}
	return d, d.Attach(string(words))
}

// loadPlan stores the plan for the units it names and opens the reports that
// are expected by it.
func loadPlan(ctx context.Context, tx pg.Tx, pool *pg.Pool, d *plan.Definition, note string) (loaded plan.Loaded, opened int, err error) {
	actor, clocks := access.System("thidua import plan", access.ReportEnter), clock.Real()
	now := clocks.Moment()
	tree, err := org.Load(ctx, tx)
	if err != nil {
		return loaded, 0, err
	}
	participants, err := unitsOf(tree, d)
	if err != nil {
		return loaded, 0, err
	}
	if loaded, err = plan.Load(ctx, tx, actor, now, d, participants, note); err != nil {
		return loaded, 0, err
	}
	live, err := plan.ReadLive(ctx, tx, map[int64]*plan.Rules{})
	if err != nil {
		return loaded, 0, err
	}
	reports := &report.Service{Pool: pool, Clocks: clocks, Sources: app.Sources()}
	w := report.World{Tree: tree, Day: now.Today, Plan: live}
	if opened, err = reports.Expect(ctx, tx, w, actor, now); err != nil {
		return loaded, 0, err
	}
	_, err = (&summary.Service{Pool: pool, Clocks: clocks, Reports: reports}).Expect(ctx, tx, w, actor, now)
	return loaded, opened, err
}

// unitsOf finds the participants a plan names by official code, among the
// units in force when it begins.
func unitsOf(tree *org.Tree, d *plan.Definition) ([]int64, error) {
	byCode := map[string]org.UnitID{}
	var walk func(id org.UnitID)
	walk = func(id org.UnitID) {
		if id == 0 {
			return
		}
		byCode[tree.Name(id, d.Start()).Code] = id
		for _, child := range tree.Children(id, d.Start()) {
			walk(child)
		}
	}
	walk(tree.Root(d.Start()))
	var ids []int64
	var f fault.Fields
	for _, code := range d.Campaign.Participants {
		if byCode[code] == 0 {
			f.Add(code, "không có đơn vị mang mã này vào ngày phong trào bắt đầu ("+d.Start().String()+"); chạy thidua import units trước.")
			continue
		}
		ids = append(ids, int64(byCode[code]))
	}
	return ids, f.Err()
}
