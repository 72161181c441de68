// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "presence/Presence.h"

#include <QAbstractButton>
#include <QToolButton>
#include <QWidget>

namespace jackdaw {

class Theme;

/// A place of the program on the rail: icon, label, badge; a page tab by role. Owned by Rail, GUI
/// thread. It shows what it is told; where a click leads is Rail's, and which place is shown the
/// window's.
class RailItem : public QAbstractButton
{
    Q_OBJECT
public:
    RailItem(const Theme &theme, const QString &icon, const QString &name, QWidget *parent);

    enum class Labels { Hidden, Shown };
    void setLabels(Labels labels);
    /// Shown in a badge; the description says "{n} unread".
    void setCount(int count);
    int count() const { return m_count; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_iconName;
    Labels m_labels = Labels::Shown;
    int m_count = 0;
};

/// Who one is: avatar with presence, and the account menu behind it. Owned by Rail, GUI thread.
class AccountButton : public QToolButton
{
    Q_OBJECT
public:
    AccountButton(const Theme &theme, QWidget *parent);

    /// `name` for the picture; `ownName`, where it is known, is in the tool tip and the description.
    void setAccount(const QString &name, const QString &ownName, const BareJid &jid, Availability shown, const QString &state);
    /// Smaller on a rail without labels.
    void setLabels(RailItem::Labels labels);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    RailItem::Labels m_labels = RailItem::Labels::Shown;
    QString m_name;
    BareJid m_jid;
    Availability m_availability = Availability::Unknown;
};

/// The rail at the leading edge: the account, the places of the program, the settings. Owned by the main window, GUI
/// thread. Emits wishes, and goes nowhere itself; counts, and the place that is shown, are told to it, and it looks up
/// neither.
class Rail : public QWidget
{
    Q_OBJECT
public:
    enum class Place { Chats, Contacts, Presence };

    explicit Rail(const Theme &theme, QWidget *parent = nullptr);

    void setLabels(RailItem::Labels labels);
    void setPlace(Place place);
    void setUnreadChats(int count);
    void setRequests(int count);
    AccountButton *account() const { return m_account; }
    void focusPlace();

Q_SIGNALS:
    void placeRequested(jackdaw::Rail::Place place);
    void settingsRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    const Theme &m_theme;
    AccountButton *m_account;
    RailItem *m_chats;
    RailItem *m_contacts;
    RailItem *m_presence;
    RailItem *m_settings;
};

} // namespace jackdaw
