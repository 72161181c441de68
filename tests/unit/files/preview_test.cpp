// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/PreviewService.h"

#include "chat/ChangeStore.h"
#include "files/WebAccess.h"
#include "support/HostileWeb.h"
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"
#include "support/TestProxy.h"

#include <QDirIterator>
#include <QFile>
#include <QTcpSocket>
#include <QTimer>
#include <algorithm>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace preview_test {

const QByteArray dot = QByteArray::fromBase64("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
const QByteArray html = "Content-Type: text/html; charset=utf-8\r\n";
const QByteArray head = "<html><head><title>t</title><meta property='og:title' content='Tide tables'>"
                        "<meta property='og:description' content='High and low water'><meta property='og:site_name' content='Harbour'>";

/// Previews of links: made when they are asked for, of what a page says of itself, from nowhere inside of this network. The
/// pages have names that only the proxy knows, which leads all of them to one server of this machine.
class PreviewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void nothingIsLoadedUnasked();
    void aPageSaysWhatItIs();
    void theRestOfAPageIsLeftThere();
    void aPictureBelongsToIt();
    void aPictureThatIsNoneIsLeftOut_data();
    void aPictureThatIsNoneIsLeftOut();
    void inwardIsNotAsked_data();
    void inwardIsNotAsked();
    void redirectsAreLookedAt_data();
    void redirectsAreLookedAt();
    void whatIsNoPageFails_data();
    void whatIsNoPageFails();
    void aHeadWithoutEndIsTooLarge();
    void dripsEnd();
    void whatGoesTakesItAlong();
    void aCorrectionLeavesWhatItStillNames();
    void aRemovedAccountLoadsNothing();

private:
    MessageId say(const QString &body)
    {
        Message message;
        message.conversation = *m_account->features->messages.open(ScriptedAccount::peer("tomas"));
        message.sender = ScriptedAccount::peer("tomas");
        message.time = m_account->clock.now();
        message.body = body;
        message.originId = OriginId(u"said-"_s + body);
        return m_account->features->messages.store().insert(message, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount)->id;
    }
    Message now(MessageId id) { return *m_account->features->messages.store().message(id); }
    std::optional<Error> load(MessageId id, const QString &url)
    {
        const QFuture<Status> done = m_previews->load(id, QUrl(url));
        if (!QTest::qWaitFor([&] { return done.isFinished(); }, 15'000)) {
            return Error{ErrorKind::Internal, u"it never ends"_s, {}};
        }
        const Status status = done.result();
        return status ? std::nullopt : std::optional(status.error());
    }
    QStringList files() const
    {
        QStringList all;
        QDirIterator found(m_account->folder.filePath(u"files"_s), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (found.hasNext()) {
            all += found.next();
        }
        return all;
    }
    qsizetype requestsFor(const QByteArray &path) const
    {
        const QByteArrayList all = m_web->requests();
        return std::count_if(all.begin(), all.end(), [&](const QByteArray &request) { return request.startsWith("GET " + path + ' '); });
    }

    const QString m_page = u"https://page.example/tides"_s;
    Certificates m_certificates;
    Certificates::Files m_files;
    std::unique_ptr<ScriptedAccount> m_account;
    std::unique_ptr<WebAccess> m_access;
    std::unique_ptr<PreviewService> m_previews;
    std::unique_ptr<HostileWeb> m_web;
    std::unique_ptr<TestProxy> m_proxy;
    HostileWeb::Act m_act;
};

void PreviewTest::initTestCase()
{
    m_files = m_certificates.make({.name = u"page.example"_s, .hosts = u"DNS:page.example,DNS:pictures.example,IP:127.0.0.1"_s});
}

void PreviewTest::init()
{
    m_account = std::make_unique<ScriptedAccount>();
    m_act = [](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", head + "</head>", html); };
    m_web = std::make_unique<HostileWeb>(m_files, [this](QTcpSocket &socket, const QByteArray &request) { m_act(socket, request); });
    const quint16 port = QUrl(m_web->url({})).port();
    m_proxy = std::make_unique<TestProxy>(TestProxy::Kind::Socks5, port);
    ConnectionSettings settings = m_account->connection->settings();
    settings.authorityFile = m_certificates.authorityFile();
    settings.proxy = {ProxySettings::Type::Socks5, u"127.0.0.1"_s, m_proxy->port(), {}};
    m_account->connection->setSettings(settings);
    const AccountContext context{m_account->id, *m_account->connection, *m_account->database, m_account->clock, {}};
    PreviewLimits limits;
    limits.page = {.most = 100'000, .idle = 600, .whole = 4000, .redirects = 2};
    limits.picture = {.most = 50'000, .idle = 600, .whole = 4000, .redirects = 2};
    m_access = std::make_unique<WebAccess>(context);
    m_previews = std::make_unique<PreviewService>(context, m_account->features->messages, *m_access, m_account->folder.path(), limits);
}

void PreviewTest::cleanup()
{
    m_previews.reset();
    m_access.reset();
    m_account.reset();
    m_proxy.reset();
    m_web.reset();
}

void PreviewTest::nothingIsLoadedUnasked()
{
    const MessageId id = say(m_page);
    m_account->features->messages.tellChanged(now(id).conversation, id);
    QCoreApplication::processEvents();
    QVERIFY(now(id).previews.isEmpty());
    QCOMPARE(m_proxy->connections(), 0);
}

void PreviewTest::aPageSaysWhatItIs()
{
    const MessageId id = say(m_page);
    const auto failed = load(id, m_page + u"#friday"_s);
    QVERIFY2(!failed, failed ? qPrintable(failed->detail) : "");
    const QList<LinkPreview> previews = now(id).previews;
    QCOMPARE(previews.size(), 1);
    QCOMPARE(previews.constFirst(), (LinkPreview{m_page + u"#friday"_s, u"Tide tables"_s, u"High and low water"_s, u"Harbour"_s, {}}));
    QCOMPARE(m_proxy->asked(), QStringList{u"name page.example:443"_s});
    QCOMPARE(requestsFor("/tides"), 1);
    const QByteArray request = m_web->requests().constFirst().toLower();
    QVERIFY(!request.contains("friday") && !request.contains("cookie") && !request.contains("referer"));
    // Again: what it says now, in the same place.
    m_act = [](QTcpSocket &socket, const QByteArray &) { HostileWeb::answer(socket, "200 OK", "<title>Zo\xeb</title>", "Content-Type: text/html; charset=latin1\r\n"); };
    QVERIFY(!load(id, m_page + u"#friday"_s));
    QCOMPARE(now(id).previews.size(), 1);
    QCOMPARE(now(id).previews.constFirst().title, u"Zoë"_s);
}

void PreviewTest::theRestOfAPageIsLeftThere()
{
    m_act = [](QTcpSocket &socket, const QByteArray &) { // it never ends
        socket.write("HTTP/1.1 200 OK\r\n" + html + "\r\n" + head + "</head><body>" + QByteArray(200'000, 'x'));
    };
    const MessageId id = say(m_page);
    QVERIFY(!load(id, m_page));
    QCOMPARE(now(id).previews.constFirst().title, u"Tide tables"_s);
    m_act = [](QTcpSocket &socket, const QByteArray &) { // nor does its head
        socket.write("HTTP/1.1 200 OK\r\n" + html + "\r\n" + head + QByteArray(200'000, ' '));
    };
    QVERIFY(!load(id, m_page));
}

void PreviewTest::aPictureBelongsToIt()
{
    m_act = [](QTcpSocket &socket, const QByteArray &request) {
        if (request.startsWith("GET /dot.png ")) {
            HostileWeb::answer(socket, "200 OK", dot, "Content-Type: image/png\r\n");
        } else {
            HostileWeb::answer(socket, "200 OK", head + "<meta property='og:image' content='https://pictures.example/dot.png'></head>", html);
        }
    };
    const MessageId id = say(m_page);
    QVERIFY(!load(id, m_page));
    QCOMPARE(m_proxy->asked(), QStringList({u"name page.example:443"_s, u"name pictures.example:443"_s}));
    const QString path = now(id).previews.constFirst().picture;
    QCOMPARE(files(), QStringList{path});
    QFile picture(path);
    QVERIFY(picture.open(QIODevice::ReadOnly));
    QCOMPARE(picture.readAll(), dot);
    QVERIFY(!(picture.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
}

void PreviewTest::aPictureThatIsNoneIsLeftOut_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("asked");
    const QString here = u"/dot.png"_s;
    QTest::newRow("too large") << here << QByteArray("image/png") << QByteArray(dot + QByteArray(60'000, 'x')) << true;
    QTest::newRow("another content") << here << QByteArray("image/png") << QByteArray("<svg/>") << true;
    QTest::newRow("another type") << here << QByteArray("text/html") << dot << true;
    QTest::newRow("in this computer") << u"https://127.0.0.1/dot.png"_s << QByteArray("image/png") << dot << false;
    QTest::newRow("in the clear") << u"http://page.example/dot.png"_s << QByteArray("image/png") << dot << false;
    QTest::newRow("in the page") << u"data:image/png;base64,iVBORw0KGgo="_s << QByteArray("image/png") << dot << false;
    QTest::newRow("of this computer's disk") << u"file:///etc/hostname"_s << QByteArray("image/png") << dot << false;
}

void PreviewTest::aPictureThatIsNoneIsLeftOut()
{
    QFETCH(QString, address);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, content);
    QFETCH(bool, asked);
    m_act = [&](QTcpSocket &socket, const QByteArray &request) {
        if (request.startsWith("GET /dot.png ")) {
            HostileWeb::answer(socket, "200 OK", content, "Content-Type: " + type + "\r\n");
        } else {
            HostileWeb::answer(socket, "200 OK", head + "<meta property='og:image' content='" + address.toUtf8() + "'></head>", html);
        }
    };
    const MessageId id = say(m_page);
    QVERIFY(!load(id, m_page));
    QCOMPARE(now(id).previews.constFirst().title, u"Tide tables"_s);
    QVERIFY(now(id).previews.constFirst().picture.isEmpty());
    QCOMPARE(requestsFor("/dot.png"), asked ? 1 : 0);
    QVERIFY(files().isEmpty());
}

void PreviewTest::inwardIsNotAsked_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("proxied");
    QTest::newRow("in the clear") << u"http://page.example/"_s << true;
    QTest::newRow("another scheme") << u"ftp://page.example/"_s << true;
    QTest::newRow("a user") << u"https://mara@page.example/"_s << true;
    QTest::newRow("loopback") << u"https://127.0.0.1/"_s << true;
    QTest::newRow("loopback, IPv6") << u"https://[::1]/"_s << true;
    QTest::newRow("loopback in IPv6") << u"https://[::ffff:127.0.0.1]/"_s << true;
    QTest::newRow("private") << u"https://192.168.1.1/"_s << true;
    QTest::newRow("link-local") << u"https://169.254.169.254/latest"_s << true;
    QTest::newRow("by name") << u"https://localhost/"_s << true;
    QTest::newRow("by name, with the root") << u"https://localhost./"_s << true;
    QTest::newRow("of this network, with the root") << u"https://printer./"_s << true;
    QTest::newRow("of this network") << u"https://printer.local/"_s << true;
    // What the account's files may use: its own server may stand here, but whoever sends a link is not to reach it.
    QTest::newRow("the own server") << QString() << false;
}

void PreviewTest::inwardIsNotAsked()
{
    QFETCH(QString, url);
    QFETCH(bool, proxied);
    if (!proxied) {
        ConnectionSettings settings = m_account->connection->settings();
        settings.proxy = {};
        m_account->connection->setSettings(settings);
        url = m_web->url(u"tides"_s);
        QVERIFY(m_access->policy().mayAsk(QUrl(url)));
    }
    const MessageId id = say(url);
    const auto failed = load(id, url);
    QVERIFY(failed);
    QCOMPARE(failed->kind, ErrorKind::UnsafeAddress);
    QCOMPARE(m_proxy->connections(), 0);
    QVERIFY(m_web->requests().isEmpty());
    QVERIFY(now(id).previews.isEmpty());
}

void PreviewTest::redirectsAreLookedAt_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<int>("kind"); // -1: it works
    QTest::newRow("on the same site") << QByteArray("/there") << -1;
    QTest::newRow("to another") << QByteArray("https://pictures.example/there") << -1;
    QTest::newRow("inward") << QByteArray("https://127.0.0.1/there") << int(ErrorKind::UnsafeAddress);
    QTest::newRow("to a name of this network") << QByteArray("https://router.local/there") << int(ErrorKind::UnsafeAddress);
    QTest::newRow("to the clear") << QByteArray("http://page.example/there") << int(ErrorKind::UnsafeAddress);
    QTest::newRow("to the disk") << QByteArray("file:///etc/hostname") << int(ErrorKind::UnsafeAddress);
    QTest::newRow("in circles") << QByteArray("/tides") << int(ErrorKind::Unavailable);
}

void PreviewTest::redirectsAreLookedAt()
{
    QFETCH(QByteArray, location);
    QFETCH(int, kind);
    m_act = [&](QTcpSocket &socket, const QByteArray &request) {
        if (request.startsWith("GET /there ")) {
            HostileWeb::answer(socket, "200 OK", head, html);
        } else {
            HostileWeb::answer(socket, "302 Found", "moved", "Location: " + location + "\r\n");
        }
    };
    const MessageId id = say(m_page);
    const auto failed = load(id, m_page);
    QCOMPARE(failed ? int(failed->kind) : -1, kind);
    QCOMPARE(now(id).previews.size(), kind < 0 ? 1 : 0);
    QCOMPARE(requestsFor("/there"), kind < 0 ? 1 : 0);
    QVERIFY(!m_proxy->asked().join(u' ').contains(u"127.0.0.1"_s));
    QVERIFY(requestsFor("/tides") <= 3);
}

void PreviewTest::whatIsNoPageFails_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("kind");
    QTest::newRow("a document") << QByteArray("200 OK") << QByteArray("application/pdf") << head << int(ErrorKind::NotAcceptable);
    QTest::newRow("no type") << QByteArray("200 OK") << QByteArray() << head << int(ErrorKind::NotAcceptable);
    QTest::newRow("not there") << QByteArray("404 Not Found") << QByteArray("text/html") << head << int(ErrorKind::NotFound);
    QTest::newRow("broken") << QByteArray("500 No") << QByteArray("text/html") << head << int(ErrorKind::Unavailable);
    QTest::newRow("a number that is none") << QByteArray("42 Hello") << QByteArray("text/html") << head << int(ErrorKind::Unavailable);
    QTest::newRow("says nothing") << QByteArray("200 OK") << QByteArray("text/html") << QByteArray("<p>hello") << int(ErrorKind::NotAcceptable);
    QTest::newRow("is nothing") << QByteArray("200 OK") << QByteArray("text/html") << QByteArray() << int(ErrorKind::NotAcceptable);
}

void PreviewTest::whatIsNoPageFails()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, content);
    m_act = [&](QTcpSocket &socket, const QByteArray &) {
        HostileWeb::answer(socket, status, content, type.isEmpty() ? QByteArray() : "Content-Type: " + type + "\r\n");
    };
    const MessageId id = say(m_page);
    const auto failed = load(id, m_page);
    QVERIFY(failed);
    QTEST(int(failed->kind), "kind");
    QVERIFY(now(id).previews.isEmpty());
}

void PreviewTest::aHeadWithoutEndIsTooLarge()
{
    m_act = [](QTcpSocket &socket, const QByteArray &) {
        HostileWeb::answer(socket, "200 OK", QByteArray("<html><head>") + QByteArray("<meta name='x' content='y'>").repeated(20'000),
                           "Content-Type: text/html\r\n");
    };
    const MessageId id = say(m_page);
    const auto failed = load(id, m_page);
    QVERIFY(failed);
    QCOMPARE(failed->kind, ErrorKind::FileTooLarge);
    QVERIFY(now(id).previews.isEmpty());
}

void PreviewTest::dripsEnd()
{
    m_act = [](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 200 OK\r\n" + html + "\r\n");
        auto *drip = new QTimer(&socket);
        QObject::connect(drip, &QTimer::timeout, &socket, [&socket] { socket.write(" "); });
        drip->start(50);
    };
    const auto failed = load(say(m_page), m_page);
    QVERIFY(failed);
    QCOMPARE(failed->kind, ErrorKind::Timeout);
}

void PreviewTest::whatGoesTakesItAlong()
{
    m_act = [](QTcpSocket &socket, const QByteArray &request) {
        if (request.startsWith("GET /dot.png ")) {
            HostileWeb::answer(socket, "200 OK", dot, "Content-Type: image/png\r\n");
        } else {
            HostileWeb::answer(socket, "200 OK", head + "<meta property='og:image' content='/dot.png'></head>", html);
        }
    };
    MessageService &messages = m_account->features->messages;
    const MessageId first = say(m_page);
    const MessageId second = say(m_page + u" again"_s);
    QVERIFY(!load(first, m_page) && !load(second, m_page));
    QCOMPARE(files().size(), 2);
    QVERIFY(messages.changes().deleteLocally(first));
    QCOMPARE(files(), QStringList{now(second).previews.constFirst().picture});
    QVERIFY(ChangeStore(*m_account->database, messages.store()).retract(second, 1));
    messages.tellChanged(now(second).conversation, second);
    QVERIFY(now(second).previews.isEmpty());
    QTRY_VERIFY(files().isEmpty());
    QCOMPARE(m_account->database->value(u"SELECT count(*) FROM link_preview"_s)->toInt(), 0);
}

void PreviewTest::aCorrectionLeavesWhatItStillNames()
{
    m_act = [](QTcpSocket &socket, const QByteArray &request) {
        if (request.startsWith("GET /dot.png ")) {
            HostileWeb::answer(socket, "200 OK", dot, "Content-Type: image/png\r\n");
        } else {
            HostileWeb::answer(socket, "200 OK", head + "<meta property='og:image' content='/dot.png'></head>", html);
        }
    };
    MessageService &messages = m_account->features->messages;
    const QString other = u"https://page.example/other"_s;
    const MessageId id = say(m_page + u' ' + other);
    QVERIFY(!load(id, m_page) && !load(id, other));
    QCOMPARE(files().size(), 2);
    ChangeStore changes(*m_account->database, messages.store());
    const auto says = [&](const QString &body, const QString &origin) {
        const auto corrected = changes.correct(id, {now(id).edited + 1, OriginId(origin), {}, body, {}, {}, {}});
        messages.tellChanged(now(id).conversation, id);
        return corrected && *corrected;
    };
    QVERIFY(says(other + u" alone"_s, u"c1"_s));
    QCOMPARE(now(id).previews.size(), 1);
    QCOMPARE(now(id).previews.constFirst().url, other);
    QTRY_COMPARE(files(), QStringList{now(id).previews.constFirst().picture});
    QVERIFY(says(u"nothing"_s, u"c2"_s));
    QVERIFY(now(id).previews.isEmpty());
    QTRY_VERIFY(files().isEmpty());
    QCOMPARE(m_account->database->value(u"SELECT count(*) FROM link_preview"_s)->toInt(), 0);
    QCOMPARE(m_account->database->value(u"SELECT sum(previewed) FROM message"_s)->toInt(), 0);
    // And what was under way when it was corrected.
    const QFuture<Status> late = m_previews->load(id, QUrl(m_page));
    QVERIFY(QTest::qWaitFor([&] { return late.isFinished(); }, 15'000));
    QVERIFY(!late.result());
    QCOMPARE(late.result().error().kind, ErrorKind::NotFound);
    QVERIFY(now(id).previews.isEmpty() && files().isEmpty());
}

void PreviewTest::aRemovedAccountLoadsNothing()
{
    m_act = [](QTcpSocket &, const QByteArray &) {}; // says nothing
    const MessageId id = say(m_page);
    const QFuture<Status> under = m_previews->load(id, QUrl(m_page));
    QVERIFY(QTest::qWaitFor([&] { return !m_web->requests().isEmpty(); }, 10'000));
    m_previews->stop();
    QVERIFY(under.isFinished());
    QCOMPARE(under.result().error().kind, ErrorKind::Cancelled);
    QVERIFY(load(id, m_page));
    QCOMPARE(m_web->requests().size(), 1);
}

JACKDAW_TEST(PreviewTest)

} // namespace preview_test

#include "preview_test.moc"
