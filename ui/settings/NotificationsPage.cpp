// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/NotificationsPage.h"

#include "style/Preferences.h"
#include "widgets/Card.h"
#include "widgets/Fields.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

NotificationsPage::NotificationsPage(const Theme &theme, Preferences &preferences, QWidget *parent)
    : SettingsPage(theme, tr("Notifications"), parent)
{
    Card *card = addCard();
    addSwitch(card, preferences, tr("Show notifications"), tr("For new messages while you look at something else"),
              &Preferences::notifications, &Preferences::setNotifications);
    SettingsRow *text = addSwitch(card, preferences, tr("Show what was written"), tr("Otherwise only who wrote"),
                                  &Preferences::notificationText, &Preferences::setNotificationText);
    const auto follow = [text, &preferences] {
        const bool on = preferences.notifications();
        text->setEnabled(on);
        text->setToolTip(on ? QString() : tr("Notifications are off"));
    };
    follow();
    connect(&preferences, &Preferences::changed, text, follow);
    addHeading(tr("In groups"));
    auto *words = new TextField(theme, tr("Words that notify you"), this);
    words->setText(preferences.highlights().join(u", "_s));
    words->setHelp(tr("Like your name, your street or your project, with commas between them. Messages in groups with one of these words "
                      "count as mentions."));
    auto *inner = new QWidget;
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(18, 14, 18, 14);
    column->addWidget(words);
    addCard()->addRow(inner);
    connect(words, &TextField::textEdited, this, [&preferences](const QString &typed) {
        QStringList clean;
        const QStringList all = typed.split(u',', Qt::SkipEmptyParts);
        for (const QString &word : all) {
            if (const QString one = word.simplified(); !one.isEmpty())
                clean << one;
        }
        preferences.setHighlights(clean);
    });
    Card *tray = addCard();
    addSwitch(tray, preferences, tr("Icon in the system tray"), tr("With a dot for unread messages; keeps Jackdaw running when its window is closed"),
              &Preferences::trayIcon, &Preferences::setTrayIcon);
    finish();
}

} // namespace jackdaw
