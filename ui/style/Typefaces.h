// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/TypefaceFiles.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>

namespace jackdaw {

/// Has typefaces read before words need them. Qt maps their files and reads what it wants of them in the middle of
/// laying out a line: on a cold disk the 11 MB of emoji hold the window for up to a second. Here they are read on a
/// thread of their own, through one small buffer, so that their pages are with the system: no memory of the program's.
/// Owned by AppContext, GUI thread; never begins before the first paint. Waits at most 300 ms for its thread when it
/// goes; a file that cannot be read is passed over.
class Typefaces : public QObject
{
    Q_OBJECT
public:
    using Find = std::function<QString(const TypefaceWish &)>;
    static constexpr qint64 mostBytes = 96 * 1024 * 1024; ///< of all files: emoji have 11 MB, a Chinese typeface has 20
    static constexpr int patience = 2000; ///< ms that others wait for the first: its disk may not answer at all

    /// `find` is called on the other thread.
    explicit Typefaces(Find find = typefaceFile, qint64 most = mostBytes, QObject *parent = nullptr);
    ~Typefaces() override;

    /// In this order, each file once. To be called once.
    void read(const QList<TypefaceWish> &wishes);
    /// Has it begun, and is the first not here yet? What can wait for it is to wait, for a moment: nothing is lost by
    /// that, as the words could not be drawn before.
    bool isFirstAwaited() const { return m_patience.isActive(); }
    /// As soon as the first is here, or nobody is to wait for it any more; not at all if `context` goes before.
    void whenFirstRead(QObject *context, std::function<void()> then) const;

Q_SIGNALS:
    void firstRead();
    void allRead(const QStringList &files, qint64 bytes);

private:
    void noteFirst();

    struct Share;

    bool m_isFirstRead = false;
    QTimer m_patience;
    const std::shared_ptr<Share> m_share;
    std::unique_ptr<QThreadPool> m_pool; ///< of one thread, which waits for the disk; those of the global one others want meanwhile
};

} // namespace jackdaw
