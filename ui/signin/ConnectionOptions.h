// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"
#include "xmpp/ConnectionSettings.h"

#include <QWidget>

class QCheckBox;
class QComboBox;

namespace jackdaw {

class ProxyFields;
class TextField;

/// How to reach the server where its address does not say it: host, port, kind of encryption, an extra certificate
/// authority, and a proxy. Owned by SignInForm or the Network page of the settings, GUI thread. It checks what was typed
/// and tells where it is wrong; it never connects.
class ConnectionOptions : public QWidget
{
    Q_OBJECT
public:
    explicit ConnectionOptions(const Theme &theme, QWidget *parent = nullptr);

    void show(const ConnectionSettings &settings);
    /// Puts what was chosen into `settings`. False where a field is wrong: it says so, and has the focus.
    bool apply(ConnectionSettings &settings);
    bool hasHost() const;
    bool hasProxy() const;
    QString proxyPassword() const;

Q_SIGNALS:
    void edited();

private:
    void browse();

    TextField *m_host;
    TextField *m_port;
    QComboBox *m_tls;
    TextField *m_authority;
    QCheckBox *m_plain;
    ProxyFields *m_proxy;
};

} // namespace jackdaw
