package page

import (
	"slices"
	"strconv"
	"strings"
)

// AnnexWords names corrections beside a frozen phase report: "đính chính số 1,
// 3 sau chốt"; "" for none.
func AnnexWords(numbers []int) string {
	if len(numbers) == 0 {
		return ""
	}
	return "đính chính số " + annexList(numbers) + " sau chốt"
}

// AnnexMark is AnnexWords where there is room for a mark only: "đc 1, 3".
func AnnexMark(numbers []int) string {
	if len(numbers) == 0 {
		return ""
	}
	return "đc " + annexList(numbers)
}

func annexList(numbers []int) string {
	list := slices.Compact(slices.Sorted(slices.Values(numbers)))
	parts := make([]string, len(list))
	for i, n := range list {
		parts[i] = strconv.Itoa(n)
	}
	return strings.Join(parts, ", ")
}
