// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/ConsoleModel.h"
#include "base/Ids.h"

#include <QDialog>
#include <memory>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QComboBox;
class QListView;
class QPlainTextEdit;
QT_END_NAMESPACE

namespace jackdaw {

class Label;
class SearchField;
class TextArea;
class TextButton;
class Theme;

/// The XML console: what goes over the stream of one account, and a field to say something there. A window of its own, for
/// those who look for a fault; the only place that speaks of stanzas (design/ui.md, "Text tone"). Owned by ConsoleOpener, GUI
/// thread. Emits wishes; what it shows is gone with it, and of a long stanza it shows the beginning alone.
class ConsoleWindow : public QDialog
{
    Q_OBJECT
public:
    struct Account {
        AccountId id;
        QString name;
        friend bool operator==(const Account &, const Account &) = default;
    };
    /// Characters of one stanza: it may have megabytes, which a text view lays out for seconds.
    static constexpr qsizetype mostShown = 20'000;

    explicit ConsoleWindow(const Theme &theme, QWidget *parent = nullptr);
    ~ConsoleWindow() override;

    /// The first is shown if none was.
    void setAccounts(const QList<Account> &accounts);
    AccountId account() const;
    void add(AccountId account, const QList<ConsoleStanza> &stanzas);
    /// The outcome of sendRequested().
    void showSent();
    void showFailure(const QString &sentence);

Q_SIGNALS:
    /// Another account is looked at; the old one no longer. An invalid one: none.
    void accountChosen(jackdaw::AccountId account, jackdaw::AccountId before);
    /// Checked, and confirmed where that is needed.
    void sendRequested(jackdaw::AccountId account, const QString &xml);

private:
    void makeBar();
    void applyFilter();
    void showCurrent();
    void copyCurrent();
    void submit();
    void showState(const QString &words, bool isWrong);
    void follow();

    ConsoleModel m_model;
    QComboBox *m_accounts;
    QComboBox *m_ways;
    QList<QCheckBox *> m_kinds;
    SearchField *m_filter;
    TextButton *m_pause;
    QListView *m_list;
    QPlainTextEdit *m_whole;
    Label *m_cut; ///< says that m_whole is not the whole
    TextArea *m_field;
    Label *m_state;
    TextButton *m_send;
    AccountId m_shown;
    bool m_follows = true; ///< the newest stays in view
};

} // namespace jackdaw
