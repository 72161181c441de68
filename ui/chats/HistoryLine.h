// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/HistoryDoor.h"

#include <QWidget>

namespace jackdaw {

class ElidedLabel;
class TextButton;
class Theme;

/// The quiet line at the foot of the chat list: how far older messages are here, and a button to pause that; why they stopped
/// before their beginning, and a button to go on. Hidden while there is nothing to say. Owned by ChatListPane, GUI thread;
/// emits wishes, fetches nothing.
class HistoryLine : public QWidget
{
    Q_OBJECT
public:
    explicit HistoryLine(const Theme &theme, QWidget *parent = nullptr);

    void setProgress(const QList<HistoryProgress> &progress);

Q_SIGNALS:
    void pauseRequested(jackdaw::AccountId account);
    void resumeRequested(jackdaw::AccountId account);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void press();
    void say(const QString &text, const QString &act, const QString &actName);

    const Theme &m_theme;
    ElidedLabel *m_text;
    TextButton *m_button;
    QList<AccountId> m_running;
    QList<AccountId> m_stopped; ///< by an error
    QList<AccountId> m_paused;
};

/// The sentence for what runs, or why something does not; empty where all is well. Pure.
QString historyText(const QList<HistoryProgress> &progress);

} // namespace jackdaw
