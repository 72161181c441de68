// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/ChatOutlineReader.h"
#include "chat/Conversation.h"

#include <QWidget>
#include <functional>

namespace jackdaw {

class ElidedLabel;
class TextButton;
class Theme;

/// The line above the messages that says what came while its reader was away: how many, since when, from whom, and whether
/// they were spoken to. Leads to the first mention and to the newest. Owned by ChatPage, GUI thread; emits wishes. Never
/// comes while a chat is read, and never moves the text below it by itself.
class AwayStrip : public QWidget
{
    Q_OBJECT
public:
    /// Fewer unread messages than this are seen at a glance.
    static constexpr int worthTelling = 20;

    explicit AwayStrip(const Theme &theme, QWidget *parent = nullptr);

    using Name = std::function<QString(const AwaySummary::Person &)>;
    void tell(const Conversation &chat, const AwaySummary &summary, qint64 now, const Name &name);
    QString text() const { return m_text; }

Q_SIGNALS:
    void mentionRequested();
    void newestRequested();
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void applyTheme();

    const Theme &m_theme;
    QString m_text;
    ElidedLabel *m_words;
    TextButton *m_mention;
    TextButton *m_newest;
};

} // namespace jackdaw
