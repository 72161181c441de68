// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"
#include "xmpp/ConnectionSettings.h"

#include <QWidget>

class QComboBox;

namespace jackdaw {

class PasswordField;
class TextField;

/// The proxy of one account: its kind, and what that kind asks for. Part of ConnectionOptions, so of the sign-in page
/// and the settings alike. Owned by its parent, GUI thread. Connects to nothing, and never shows a password that is
/// kept: what is typed replaces it.
class ProxyFields : public QWidget
{
    Q_OBJECT
public:
    explicit ProxyFields(const Theme &theme, QWidget *parent = nullptr);

    void setProxy(const ProxySettings &proxy);
    bool hasProxy() const;
    /// Puts what was chosen into `proxy`. False where a field is wrong: it says so, and has the focus.
    bool apply(ProxySettings &proxy);
    /// What was typed; empty: the one that is kept already, if any.
    QString password() const;

Q_SIGNALS:
    void edited();

private:
    void showKind();

    QComboBox *m_type;
    QWidget *m_fields;
    TextField *m_host;
    TextField *m_port;
    TextField *m_user;
    PasswordField *m_password;
};

} // namespace jackdaw
