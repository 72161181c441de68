// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/ProviderInfo.h"
#include "base/Ids.h"
#include "base/Result.h"
#include "settings/SettingsPage.h"

namespace jackdaw {

class TextButton;
struct ProviderLine;

/// Settings: what the provider of one account says about itself, in words. All of it is the provider's word, shown as
/// plain text; nothing is fetched before its button is pressed. Owned by SettingsWindow, which passes its wish on and
/// gives it the answers; GUI thread.
class ProviderPage : public SettingsPage
{
    Q_OBJECT
public:
    ProviderPage(const Theme &theme, AccountId account, const QString &domain, QWidget *parent = nullptr);

    AccountId account() const { return m_account; }
    void showInfo(const Result<ProviderInfo> &info);
    void showOutages(const Result<QList<OutageNotice>> &notices);

Q_SIGNALS:
    void backRequested();
    void outagesRequested(jackdaw::AccountId account);

private:
    void addSection(const QString &title, const QList<ProviderLine> &lines, const QString &none);
    void addOutages(const ProviderInfo &info);
    void addSuites(const ProviderInfo &info);
    void addOutageSearch();
    QWidget *makeRow(const ProviderLine &line, const QString &icon = {}, Token token = Token::Text2);

    AccountId m_account;
    QString m_domain;
    QWidget *m_wait;
    Card *m_outages = nullptr;
    TextButton *m_look = nullptr;
};

} // namespace jackdaw
