// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QFuture>
#include <QImage>
#include <QObject>
#include <QStringList>
#include <optional>

namespace jackdaw {

/// The QR code of somebody's address (RFC 5122), from a picture or the clipboard, for AddContactDialog. Owned by the
/// dialog, GUI thread; the picture is read on the pool. Adds nobody, and takes no code for an address that is a room's
/// or another thing's.
class ContactCodeReader : public QObject
{
    Q_OBJECT
public:
    explicit ContactCodeReader(QWidget *dialog);

    void readFile();
    void readClipboard();
    void readPicture(const QString &path);

    /// Of what codes say, the first that leads to a person, as it was written.
    static std::optional<QString> personIn(const QStringList &codes);

Q_SIGNALS:
    void found(const QString &link);
    void refused(const QString &sentence);

private:
    void take(const Result<QStringList> &codes);

    QWidget *m_dialog;
};

} // namespace jackdaw
