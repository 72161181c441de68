// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/AboutPage.h"

#include "widgets/Card.h"

#include <QLibraryInfo>

using namespace Qt::StringLiterals;

namespace jackdaw {

AboutPage::AboutPage(const Theme &theme, QWidget *parent) : SettingsPage(theme, tr("About"), parent)
{
    addNote(tr("Jackdaw is a messenger for XMPP. Free software: no tracking, no adverts."));
    Card *card = addCard();
    card->addRow(new SettingsRow(theme, tr("Version"), QStringLiteral(JACKDAW_VERSION), nullptr));
    card->addRow(new SettingsRow(theme, tr("Licence"),
                                 tr("GPL-3.0-or-later. You may use, study, share and change Jackdaw. It comes without warranty."),
                                 nullptr));
    addHeading(tr("With the work of others"));
    Card *others = addCard();
    others->addRow(new SettingsRow(theme, u"Qt %1"_s.arg(QLibraryInfo::version().toString()), tr("GNU Lesser General Public License"),
                                   nullptr));
    others->addRow(new SettingsRow(theme, u"QXmpp"_s, tr("GNU Lesser General Public License"), nullptr));
    others->addRow(new SettingsRow(theme, u"libomemo-c"_s,
                                   tr("GNU General Public License, version 3: the reason why Jackdaw is under that licence"), nullptr));
    others->addRow(new SettingsRow(theme, u"OpenSSL"_s, tr("Apache License 2.0"), nullptr));
    others->addRow(new SettingsRow(theme, u"SQLite"_s, tr("Public domain"), nullptr));
    others->addRow(new SettingsRow(theme, u"QtKeychain"_s, tr("Modified BSD License"), nullptr));
    others->addRow(new SettingsRow(theme, u"ICU"_s, tr("Unicode License"), nullptr));
    others->addRow(new SettingsRow(theme, u"KDSingleApplication"_s, tr("MIT License"), nullptr));
    others->addRow(new SettingsRow(theme, u"Sonnet"_s, tr("GNU Lesser General Public License. With the dictionaries of Hunspell"), nullptr));
    others->addRow(new SettingsRow(theme, tr("Inter, the typeface"), tr("SIL Open Font License. By Rasmus Andersson and contributors"),
                                   nullptr));
    others->addRow(new SettingsRow(theme, tr("Lucide, the icons"), tr("ISC License. By Lucide contributors; some by Cole Bemis, MIT"),
                                   nullptr));
    others->addRow(new SettingsRow(theme, tr("emojibase, the names of emoji"), tr("MIT License. By Miles Johnson"), nullptr));
    finish();
}

} // namespace jackdaw
