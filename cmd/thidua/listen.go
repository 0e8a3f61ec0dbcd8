package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"time"

	"thidua/internal/config"
)

// drain is how long requests under way may take to finish after a signal.
const drain = 10 * time.Second

// listen takes the address; a busy one says what to do.
func listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("địa chỉ %s đang có chương trình khác dùng; dừng chương trình đó hoặc đặt %s=127.0.0.1:8081 (address in use)", addr, config.Addr)
	case err != nil:
		return nil, fmt.Errorf("không lắng nghe được %s (cannot listen): %w", addr, err)
	}
	return l, nil
}

// answer serves until ctx is done, then takes no new connection and gives the
// requests under way drain to finish.
func answer(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	srv := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       2 * time.Minute, // slow lines in the mountains send their forms too
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	if err := srv.Shutdown(late); err != nil {
		log.Warn("requests cut off at shutdown", "error", err)
		return srv.Close()
	}
	return nil
}
