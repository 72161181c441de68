// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChatsPage about files that are fetched though nobody asked for them.
#include "settings/ChatsPage.h"

#include "files/DownloadRules.h"
#include "style/SizeText.h"
#include "widgets/Card.h"
#include "widgets/Fields.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

QString peopleText(const QSet<BareJid> &people)
{
    QStringList all;
    for (const BareJid &each : people)
        all.append(each.toString());
    all.sort();
    return all.join(u", "_s);
}

/// Nothing where one of them is no address.
std::optional<QSet<BareJid>> peopleOf(const QString &text)
{
    QSet<BareJid> people;
    QString list = text;
    const QStringList all = list.replace(u';', u',').replace(u' ', u',').split(u',', Qt::SkipEmptyParts);
    for (const QString &each : all) {
        const auto jid = BareJid::parse(each);
        if (!jid || jid->local().isEmpty())
            return {};
        people.insert(*jid);
    }
    return people;
}

} // namespace

void ChatsPage::addDownloads()
{
    addHeading(tr("Download by itself"));
    Card *card = addCard();
    const auto change = [this](const auto &set) {
        DownloadRules rules = m_preferences.downloadRules();
        set(rules);
        m_preferences.setDownloadRules(rules);
    };
    auto *from = new QComboBox;
    from->setAccessibleName(tr("Download files by itself from"));
    from->addItem(tr("Nobody"), int(DownloadRules::From::Nobody));
    from->addItem(tr("Contacts"), int(DownloadRules::From::Contacts));
    from->addItem(tr("Also in groups"), int(DownloadRules::From::ContactsAndGroups));
    keepWheel(from);
    card->addRow(new SettingsRow(theme(), tr("From"), tr("Who sends a file learns from a download when and where you are online."), from));
    connect(from, &QComboBox::currentIndexChanged, this, [from, change] {
        change([from](DownloadRules &rules) { rules.from = DownloadRules::From(from->currentData().toInt()); });
    });

    struct Size { QString title; QString name; qint64 DownloadRules::*bytes; };
    const QList<Size> sizes{{tr("Pictures"), tr("Download pictures by itself"), &DownloadRules::pictures},
                            {tr("Voice and audio"), tr("Download audio by itself"), &DownloadRules::audio},
                            {tr("Videos"), tr("Download videos by itself"), &DownloadRules::videos},
                            {tr("Other files"), tr("Download other files by itself"), &DownloadRules::others}};
    QList<std::pair<QComboBox *, qint64 DownloadRules::*>> boxes;
    for (const Size &size : sizes) {
        auto *box = new QComboBox;
        box->setAccessibleName(size.name);
        box->addItem(tr("Never"), qint64(0));
        for (const int megabytes : {1, 5, 20, 100})
            box->addItem(tr("Up to %1").arg(fileSizeText(megabytes * DownloadRules::megabyte)), megabytes * DownloadRules::megabyte);
        keepWheel(box);
        card->addRow(new SettingsRow(theme(), size.title, {}, box));
        connect(box, &QComboBox::currentIndexChanged, this, [box, change, bytes = size.bytes] {
            change([box, bytes](DownloadRules &rules) { rules.*bytes = box->currentData().toLongLong(); });
        });
        boxes.append({box, size.bytes});
    }
    auto *metered = new QComboBox;
    metered->setAccessibleName(tr("On metered networks"));
    metered->addItem(tr("Download too"), int(DownloadRules::Metered::Fetch));
    metered->addItem(tr("Wait for a click"), int(DownloadRules::Metered::Wait));
    keepWheel(metered);
    card->addRow(new SettingsRow(theme(), tr("On metered networks"), tr("Your desktop says which are metered."), metered));
    connect(metered, &QComboBox::currentIndexChanged, this, [metered, change] {
        change([metered](DownloadRules &rules) { rules.metered = DownloadRules::Metered(metered->currentData().toInt()); });
    });

    auto *inner = new QWidget;
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(18, 14, 18, 14);
    column->setSpacing(14);
    QList<std::pair<TextField *, QSet<BareJid> DownloadRules::*>> fields;
    const auto addPeople = [&](const QString &title, const QString &help, QSet<BareJid> DownloadRules::*people) {
        auto *field = new TextField(theme(), title);
        field->setHelp(help);
        column->addWidget(field);
        connect(field->edit(), &QLineEdit::editingFinished, this, [field, change, people] {
            const auto all = peopleOf(field->text());
            field->setState(all ? TextField::State::Plain : TextField::State::Wrong,
                            all ? QString() : tr("Write addresses, with commas between them."));
            if (all)
                change([people, &all](DownloadRules &rules) { rules.*people = *all; });
        });
        fields.append({field, people});
    };
    addPeople(tr("Always from these contacts"), tr("Every kind of file, up to %1.").arg(fileSizeText(DownloadRules::trusted)), &DownloadRules::always);
    addPeople(tr("Never from these contacts"), tr("Addresses, with commas between them."), &DownloadRules::never);
    card->addRow(inner);

    const auto show = [=, this] {
        const DownloadRules rules = m_preferences.downloadRules();
        const QSignalBlocker quiet(from);
        from->setCurrentIndex(from->findData(int(rules.from)));
        for (const auto &[box, bytes] : boxes) {
            const QSignalBlocker silent(box);
            int index = box->findData(rules.*bytes);
            for (int i = 0; index < 0 && i < box->count(); ++i) { // written into the file by hand: the next larger one
                if (box->itemData(i).toLongLong() >= rules.*bytes)
                    index = i;
            }
            box->setCurrentIndex(index);
            box->setEnabled(rules.from != DownloadRules::From::Nobody);
        }
        const QSignalBlocker still(metered);
        metered->setCurrentIndex(metered->findData(int(rules.metered)));
        for (const auto &[field, people] : fields) {
            if (!field->edit()->hasFocus())
                field->setText(peopleText(rules.*people));
        }
    };
    show();
    connect(&m_preferences, &Preferences::changed, this, show);
}

} // namespace jackdaw
