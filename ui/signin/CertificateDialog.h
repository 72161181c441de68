// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/CertificateProblem.h"
#include "style/Theme.h"

#include <QDialog>

class QVBoxLayout;

namespace jackdaw {

/// Why a server's certificate was refused: the reasons, whom it is for, its days and its SHA-256. The safe way out comes
/// first. Trusting is offered for exactly this one certificate, where its missing authority is all that is wrong, and only
/// after a question. Deletes itself; owned by its parent, GUI thread; commands nothing.
class CertificateDialog : public QDialog
{
    Q_OBJECT
public:
    /// `account`: its address, named in the question.
    CertificateDialog(const Theme &theme, const CertificateProblem &problem, const QString &account, QWidget *parent = nullptr);

Q_SIGNALS:
    /// From now on this certificate and no other.
    void trustRequested(const QByteArray &fingerprint);
    /// No certificate is pinned any more; authorities count again.
    void forgetRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeFacts();
    QWidget *makeFingerprint();
    void ask();

    const Theme &m_theme;
    CertificateProblem m_problem;
    QString m_account;
};

} // namespace jackdaw
