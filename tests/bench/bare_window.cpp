// SPDX-License-Identifier: GPL-3.0-or-later
//
// The floor for the start of a Qt Widgets program: one empty QMainWindow of Jackdaw's size. With
// --exit-after-first-paint it prints what `jackdaw --exit-after-first-paint` prints, at the same moment of its life,
// and ends the same way.

#include <QApplication>
#include <QMainWindow>
#include <QTimer>
#include <cstdio>
#include <cstring>
#include <ctime>

namespace {

long long monotonic()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

class BareWindow : public QMainWindow
{
public:
    BareWindow(long long begin, bool exits) : m_begin(begin), m_exits(exits) { resize(1180, 780); }

protected:
    bool event(QEvent *event) override
    {
        const bool handled = QMainWindow::event(event);
        if (event->type() == QEvent::Paint && m_exits) {
            m_exits = false;
            // Once what was painted is with the screen.
            QTimer::singleShot(0, this, [this] {
                const long long now = monotonic();
                std::printf("first-paint monotonic-ns=%lld since-main-ms=%.2f\n", now, double(now - m_begin) / 1e6);
                std::fflush(stdout);
                QCoreApplication::exit(0);
            });
        }
        return handled;
    }

private:
    long long m_begin;
    bool m_exits;
};

} // namespace

int main(int argc, char **argv)
{
    const long long begin = monotonic();
    QApplication application(argc, argv);
    BareWindow window(begin, argc > 1 && std::strcmp(argv[1], "--exit-after-first-paint") == 0);
    window.setWindowTitle(QStringLiteral("bare"));
    window.show();
    return QApplication::exec();
}
