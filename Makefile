# make run    a running province on an empty machine
# make test   everything, browsers included
# `make` alone lists the targets.

GO       ?= go
FUZZTIME ?= 20s
VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS  := -X main.version=$(VERSION)

# go test's -timeout is per package: each of them, alone or with others, stays
# far below it on two cores.
TEST   := $(GO) test -count=1 -timeout 12m
WITHPG := bin/withpg

.DEFAULT_GOAL := help
.PHONY: help run test check race e2e fuzz bench build image generate withpg binary

help: ## liệt kê các lệnh (list the targets)
	@awk -F':.*## ' '/^[a-z0-9]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

# exec, so that Ctrl-C and SIGTERM reach the program itself and make waits.
run: binary ## chạy bản trình diễn tại http://127.0.0.1:8080 (run the demo; ADDR, DATABASE_URL, DEMO_DATE=2025-08-20)
	@exec bin/thidua demo

test: withpg ## chạy mọi kiểm thử, cả trình duyệt, LibreOffice (all tests, browsers and LibreOffice included)
	@$(WITHPG) -browser -office $(TEST) ./...

race: withpg ## kiểm thử với bộ dò tranh chấp, trừ trình duyệt (race detector; needs a C compiler)
	@CGO_ENABLED=1 $(WITHPG) -office $(TEST) -race $$($(GO) list ./... | grep -v /e2e)

e2e: withpg ## chỉ các hành trình trên trình duyệt (browser journeys only)
	@$(WITHPG) -browser $(TEST) ./internal/e2e/...

shots: withpg ## chụp lại ảnh của README (retake the README's pictures)
	@mkdir -p internal/doc/shots
	@E2E_SHOTS=$(CURDIR)/internal/doc/shots $(WITHPG) -browser $(GO) test -count=1 -run TestReadmeShots ./internal/e2e

bench: withpg ## đo tốc độ so với sàn (ratios to the floor)
	@$(WITHPG) $(GO) test -count=1 -timeout 30m -run '^$$' -bench . ./internal/bench/... ./internal/intake

fuzz: ## thử đầu vào ngẫu nhiên, mỗi hàm FUZZTIME=20s (fuzz every parser)
	@set -e; for p in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz' || true); do \
	    echo "== $$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) $$p; \
	  done; done

check: ## định dạng, mã sinh, vet, staticcheck, kiến trúc (formatting, generated code, linters, floors)
	@bad=$$(gofmt -l cmd internal migrations web templates); if [ -n "$$bad" ]; then echo "gofmt -w:"; echo "$$bad"; exit 1; fi
	@before=$$(find . -name '*_templ.go' -not -path './.*' -exec cksum {} + | sort); \
	  $(GO) tool templ generate -log-level error || exit 1; \
	  after=$$(find . -name '*_templ.go' -not -path './.*' -exec cksum {} + | sort); \
	  if [ "$$before" != "$$after" ]; then echo "các tệp _templ.go đã cũ, vừa được sinh lại: hãy commit (stale generated files, now fresh: commit them)"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool -modfile=tools.mod staticcheck -checks inherit,-ST1005 ./...
	$(GO) test -count=1 ./internal/archtest/...

generate: ## sinh lại mã từ *.templ (regenerate _templ.go)
	$(GO) tool templ generate

build: ## tạo bin/thidua để triển khai (a static binary)
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '-s -w $(LDFLAGS)' -o bin/thidua ./cmd/thidua

image: ## tạo ảnh container thidua (container image)
	docker build --build-arg VERSION=$(VERSION) -t thidua:$(VERSION) -t thidua:latest .

binary:
	@$(GO) build -ldflags '$(LDFLAGS)' -o bin/thidua ./cmd/thidua

withpg:
	@$(GO) build -o $(WITHPG) ./internal/pglocal/withpg
