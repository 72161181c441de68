// SPDX-License-Identifier: GPL-3.0-or-later

// The contact list under storms: 10,000 contacts who all come online, the first paint of 50,000 against that of 1,000, and a
// key in the filter. Beside it, in the same run, what one gets for nothing: the same people in a QStandardItemModel behind a
// QSortFilterProxyModel that sorts as they change. The floor of a storm is parsing its stanzas.

#include "contacts/ContactListPane.h"
#include "roster/ContactListModel.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/Theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDomDocument>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTreeView>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace {

const AccountId account(1);

void line(const QString &what, const QString &value, const QString &goal = {}, std::optional<bool> met = {})
{
    std::printf("%s | %s | %s | %s\n", qPrintable(what), qPrintable(value), qPrintable(goal), !met ? "" : *met ? "met" : "missed");
    std::fflush(stdout);
}

double msOf(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

QString ms(double value)
{
    return QString::number(value, 'f', value < 10 ? 2 : 1) + u" ms"_s;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

BareJid addressOf(int i)
{
    return BareJid::fromPrepared(u"person%1@harbor.example"_s.arg(i));
}

QList<Contact> people(int count)
{
    QList<Contact> all;
    for (int i = 0; i < count; ++i) {
        Contact contact;
        contact.account = account;
        contact.jid = addressOf(i);
        contact.name = u"Person %1"_s.arg((i * 7919LL) % count, 6, 10, QChar(u'0'));
        contact.subscription = Subscription::Both;
        contact.groups = {i % 3 == 0 ? u"Crew::Team %1"_s.arg(i % 40) : u"Team %1"_s.arg(i % 40)};
        all.append(contact);
    }
    return all;
}

Presence presenceOf(int i)
{
    Presence presence;
    presence.availability = i % 5 == 0 ? Availability::Away : Availability::Available;
    presence.status = u"At work since %1"_s.arg(i % 100);
    return presence;
}

QByteArray stanzaOf(int i)
{
    const Presence presence = presenceOf(i);
    return "<presence xmlns='jabber:client' from='" + addressOf(i).toString().toUtf8() + "/desk' to='mara@harbor.example/jackdaw'>"
        + (presence.availability == Availability::Away ? QByteArray("<show>away</show>") : QByteArray()) + "<status>"
        + presence.status.toUtf8() + "</status><priority>1</priority><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' "
        "node='https://gajim.org' ver='q07IKJEyjvHSyhy//CH0CxmKi8w='/></presence>";
}

/// Processor and wall time of the event loop's turns, while a storm goes through it.
struct Turns
{
    double longest = 0;
    double all = 0;
};

/// `feed` is called between the turns until it says that it is done.
Turns turnsOf(const std::function<bool()> &feed, const std::function<void()> &settle)
{
    Turns turns;
    const auto turn = [&](const std::function<void()> &work) {
        QElapsedTimer timer;
        timer.start();
        work();
        QCoreApplication::processEvents();
        const double took = msOf(timer);
        turns.longest = std::max(turns.longest, took);
        turns.all += took;
    };
    bool isMore = true;
    while (isMore)
        turn([&] { isMore = feed(); });
    turn(settle);
    return turns;
}

/// As it is commonly made.
struct Plain
{
    explicit Plain(const QList<Contact> &contacts)
    {
        for (const Contact &contact : contacts) {
            auto *item = new QStandardItem(contact.name);
            item->setData(contact.name + u' ' + contact.jid.toString(), Qt::UserRole);
            item->setData(u"2 "_s + contact.name, Qt::UserRole + 1);
            items.append(item);
        }
        model.invisibleRootItem()->appendRows(items);
        proxy.setSourceModel(&model);
        proxy.setFilterRole(Qt::UserRole);
        proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
        proxy.setSortRole(Qt::UserRole + 1);
        proxy.setDynamicSortFilter(true);
        proxy.sort(0);
        view.setUniformRowHeights(true);
        view.setModel(&proxy);
        view.resize(320, 700);
    }
    void change(int i)
    {
        const Presence presence = presenceOf(i);
        items.at(i)->setData((presence.availability == Availability::Away ? u"1 "_s : u"0 "_s) + items.at(i)->text(), Qt::UserRole + 1);
    }

    QStandardItemModel model;
    QList<QStandardItem *> items;
    QSortFilterProxyModel proxy;
    QTreeView view;
};

struct Ours
{
    Ours(const Theme &theme, const Preferences &preferences, const QList<Contact> &contacts) : pane(model, theme, preferences)
    {
        model.replaceRoster(account, contacts);
        model.flush();
        pane.resize(320, 700);
    }

    ContactListModel model;
    ContactListPane pane;
};

double firstPaint(QWidget &widget)
{
    QElapsedTimer timer;
    timer.start();
    widget.show();
    widget.grab();
    QCoreApplication::processEvents();
    return msOf(timer);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption few(u"few"_s, u"A hundredth of everything, to see that it runs."_s);
    parser.addOption(few);
    parser.process(application);
    const int scale = parser.isSet(few) ? 100 : 1;
    const int stormy = 10'000 / scale, many = 50'000 / scale, some = std::max(20, 1000 / scale);
    const int runs = parser.isSet(few) ? 1 : 5;
    const int atOnce = std::max(1, 250 / scale); // what the engine tells in a go

    QTemporaryDir folder;
    Preferences preferences(folder.filePath(u"settings.ini"_s));
    Theme theme(preferences);
    useStyle(theme);

    // A storm: everybody comes online.
    std::vector<double> parsed, ours, oursLongest, plain, plainLongest;
    const QList<Contact> crowd = people(stormy);
    for (int run = 0; run < runs; ++run) {
        QElapsedTimer timer;
        timer.start();
        qsizetype children = 0;
        for (int i = 0; i < stormy; ++i) {
            QDomDocument document;
            document.setContent(stanzaOf(i), QDomDocument::ParseOption::UseNamespaceProcessing);
            children += document.documentElement().childNodes().size();
        }
        parsed.push_back(msOf(timer));
        if (children == 0)
            return 1;
        const auto storm = [&](const std::function<void(int, int)> &change, const std::function<void()> &settle) {
            int next = 0;
            return turnsOf([&] {
                const int end = std::min(stormy, next + atOnce);
                change(next, end);
                next = end;
                return next < stormy;
            }, settle);
        };
        Ours list(theme, preferences, crowd);
        firstPaint(list.pane);
        const Turns our = storm([&](int from, int to) {
            QList<ContactPresence> changes;
            for (int i = from; i < to; ++i)
                changes.append({account, addressOf(i), presenceOf(i), {}});
            list.model.changePresences(changes);
        }, [&] { list.model.flush(); });
        ours.push_back(our.all);
        oursLongest.push_back(our.longest);
        if (run > 0)
            continue; // it takes as long as all of ours together, and longer
        Plain other(crowd);
        firstPaint(other.view);
        const Turns its = storm([&](int from, int to) {
            for (int i = from; i < to; ++i)
                other.change(i);
        }, [] {});
        plain.push_back(its.all);
        plainLongest.push_back(its.longest);
    }
    const double ratio = (median(parsed) + median(ours)) / median(parsed);
    line(u"contacts: %L1 come online, with their parsing, against that alone"_s.arg(stormy), u"%1 (list %2, parsing %3)"_s
             .arg(QString::number(ratio, 'f', 2), ms(median(ours)), ms(median(parsed))), u"<= 1.2"_s, ratio <= 1.2);
    line(u"contacts: longest turn of the event loop meanwhile"_s, ms(median(oursLongest)), u"<= 16 ms"_s, median(oursLongest) <= 16);
    line(u"contacts: the same, QSortFilterProxyModel"_s, u"%1, longest turn %2"_s.arg(ms(median(plain)), ms(median(plainLongest))));

    // The first paint.
    const auto paintOf = [&](int count) {
        std::vector<double> all;
        for (int run = 0; run < runs; ++run) {
            Ours list(theme, preferences, people(count));
            all.push_back(firstPaint(list.pane));
        }
        return median(all);
    };
    const double small = paintOf(some), large = paintOf(many);
    line(u"contacts: first paint of %L1 against %L2"_s.arg(many).arg(some), u"%1 (%2, %3)"_s
             .arg(QString::number(large / small, 'f', 2), ms(large), ms(small)), u"<= 2"_s, large / small <= 2);

    // Keys in the filter.
    const QList<Contact> everybody = people(many);
    Ours list(theme, preferences, everybody);
    firstPaint(list.pane);
    Plain other(everybody);
    other.view.show();
    QCoreApplication::processEvents();
    auto *field = list.pane.findChild<QLineEdit *>();
    std::vector<double> keys, others;
    const QString typed = u"person 0123"_s;
    QStringList texts;
    for (qsizetype i = 1; i <= typed.size(); ++i)
        texts << typed.left(i);
    texts << typed.left(typed.size() - 1) << u"person 0"_s << QString(); // taken back, and the field emptied
    for (int run = 0; run < runs; ++run) {
        for (const QString &text : std::as_const(texts)) {
            QElapsedTimer timer;
            timer.start();
            field->setText(text);
            QCoreApplication::processEvents();
            keys.push_back(msOf(timer));
            timer.restart();
            other.proxy.setFilterFixedString(text);
            QCoreApplication::processEvents();
            others.push_back(msOf(timer));
        }
    }
    line(u"contacts: a key in the filter among %L1, median and longest"_s.arg(many),
         u"%1, %2"_s.arg(ms(median(keys)), ms(*std::max_element(keys.cbegin(), keys.cend()))), u"<= 16 ms"_s,
         *std::max_element(keys.cbegin(), keys.cend()) <= 16);
    line(u"contacts: the same, QSortFilterProxyModel"_s, u"%1, %2"_s.arg(ms(median(others)), ms(*std::max_element(others.cbegin(), others.cend()))));
    return 0;
}
