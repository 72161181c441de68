// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "omemo/VerificationLink.h"

#include <QObject>
#include <QStringList>

QT_BEGIN_NAMESPACE
class QDialog;
class QImage;
QT_END_NAMESPACE

namespace jackdaw {

/// Stands for comparing numbers digit by digit: a link with keys, copied or as a code in a picture, is held against
/// what is known of one person's devices. Owned by TrustDialog, GUI thread. Takes nothing for checked by itself: only
/// the user knows whether it was shown to them in person.
class LinkCheck : public QObject
{
    Q_OBJECT
public:
    /// `name` is what the person is called; questions open over `dialog`, which owns it.
    LinkCheck(const QString &name, const BareJid &person, QDialog *dialog);

    /// Theirs, and ours, which are told apart.
    void setDevices(const QList<KnownDevice> &theirs, const BareJid &own);

    /// Words in the clipboard.
    void compareCopied();
    /// The user chooses it.
    void readFile();
    void readClipboard();
    /// All screens, as they are without the dialog.
    void readScreen();

    void readPicture(const QString &path);
    void readPictures(const QList<QImage> &pictures);

Q_SIGNALS:
    /// Why it stands for nothing, in words.
    void refused(const QString &why);
    /// The key is the same, and the user says that it was shown to them.
    void checked(const jackdaw::OmemoDevice &device);

private:
    void take(const Result<QStringList> &codes);
    void hold(const QList<VerificationLink> &links);
    void grabScreens();

    QString m_name;
    BareJid m_person;
    BareJid m_own;
    QDialog *m_dialog;
    QList<KnownDevice> m_devices;
};

} // namespace jackdaw
