// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/ContactProfile.h"
#include "style/Theme.h"

#include <QTimer>
#include <QUrl>
#include <QWidget>
#include <vector>

QT_BEGIN_NAMESPACE
class QPlainTextEdit;
class QVBoxLayout;
QT_END_NAMESPACE

namespace jackdaw {

class Card;
class Clock;
class Label;
class LineEdit;
class SettingsRow;
class TextButton;

/// What a contact says of themselves, and the user's own notes about them: the same beside a chat and on the contacts page.
/// Owned by that pane, GUI thread. Shows only what there is; emits wishes, and keeps a note that is being typed until it is
/// wished to be kept. Opens no link itself, and asks nobody.
class ProfileView : public QWidget
{
    Q_OBJECT
public:
    ProfileView(const Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    /// Of another person: what was typed about the one before is wished to be kept first. Nothing is known of them yet.
    void setSubject(AccountId account, const BareJid &jid);
    /// Without effect for anybody but the subject.
    void setProfile(const ContactProfile &profile);
    /// The company's directory (ProfileText.h, filledLink); empty: there is none.
    void setLinkTemplate(const QString &linkTemplate);
    const ContactProfile &profile() const { return m_profile; }

Q_SIGNALS:
    void noteChanged(jackdaw::AccountId account, const jackdaw::BareJid &jid, const QString &note, const QStringList &tags);
    void linkRequested(const QUrl &link);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    SettingsRow *addFact(const QString &title);
    void makeNotes(QVBoxLayout *column);
    void refresh();
    void refreshTime();
    void refreshLinks();
    void takeNotes();
    void keepNotes();

    const Theme &m_theme;
    const Clock &m_clock;
    ContactProfile m_profile;
    QString m_linkTemplate;
    Label *m_title;
    Card *m_facts;
    SettingsRow *m_time = nullptr;
    SettingsRow *m_last = nullptr;
    struct Fact { SettingsRow *row; QString (*text)(const ContactProfile &); };
    std::vector<Fact> m_rows;
    QVBoxLayout *m_links;
    TextButton *m_directory;
    QPlainTextEdit *m_note = nullptr;
    Label *m_notePlace = nullptr;
    LineEdit *m_tags = nullptr;
    QTimer m_minute; ///< to the next minute, while a time is shown
    QTimer m_typed;
};

} // namespace jackdaw
