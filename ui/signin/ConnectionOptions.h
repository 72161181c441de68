// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"
#include "style/Theme.h"

#include <QWidget>

class QCheckBox;
class QComboBox;

namespace jackdaw {

class TextField;

/// How to reach the server where its address does not say it: host, port, kind of encryption, and an extra
/// certificate authority. Owned by SignInForm, GUI thread. It checks what was typed and tells where it is
/// wrong; it never connects.
class ConnectionOptions : public QWidget
{
    Q_OBJECT
public:
    explicit ConnectionOptions(const Theme &theme, QWidget *parent = nullptr);

    /// Puts what was chosen into `settings`. False where a field is wrong: it says so, and has the focus.
    bool apply(AccountSettings &settings);
    bool hasHost() const;
    void clear();

Q_SIGNALS:
    void edited();

private:
    void browse();

    TextField *m_host;
    TextField *m_port;
    QComboBox *m_tls;
    TextField *m_authority;
    QCheckBox *m_plain;
};

} // namespace jackdaw
