// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/StartOptions.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace jackdaw {

namespace {

struct StartWords
{
    Q_DECLARE_TR_FUNCTIONS(StartOptions)
};

QCommandLineOption hidden(const QString &name, const QString &text, const QString &value = {})
{
    QCommandLineOption option(name, text, value);
    option.setFlags(QCommandLineOption::HiddenFromHelp);
    return option;
}

} // namespace

StartOptions StartOptions::parse(const QStringList &arguments)
{
    const QCommandLineOption profile(QStringLiteral("profile"), StartWords::tr("Keep everything under this folder."), QStringLiteral("folder"));
    const QCommandLineOption verbose(QStringLiteral("verbose"), StartWords::tr("Print what happens."));
    const QCommandLineOption stanzas(QStringLiteral("print-stanzas"), StartWords::tr("Print the XML of all accounts, without passwords."));
    const QCommandLineOption version(QStringLiteral("version"), StartWords::tr("Print the version."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, StartWords::tr("Print this."));
    const QCommandLineOption stalls(QStringLiteral("measure-stalls"), StartWords::tr("Write every stall of the window over 16 ms to this file."), QStringLiteral("file"));
    // For tests, benchmarks and the demo.
    const QCommandLineOption memory = hidden(QStringLiteral("secrets-in-memory"), StartWords::tr("Keep passwords in memory only."));
    const QCommandLineOption exit = hidden(QStringLiteral("exit-after-first-paint"), StartWords::tr("Print the time of the first paint and exit."));
    const QCommandLineOption signIn = hidden(QStringLiteral("sign-in"), StartWords::tr("Sign in at the first start; the password is in JACKDAW_PASSWORD."), QStringLiteral("address"));
    const QCommandLineOption host = hidden(QStringLiteral("host"), StartWords::tr("Server for --sign-in."), QStringLiteral("host"));
    const QCommandLineOption port = hidden(QStringLiteral("port"), StartWords::tr("Port for --sign-in."), QStringLiteral("port"));
    const QCommandLineOption authority = hidden(QStringLiteral("authority"), StartWords::tr("Certificate authority for --sign-in."), QStringLiteral("file"));
    const QCommandLineOption openChat = hidden(QStringLiteral("open-chat"), StartWords::tr("Open this chat after --sign-in."),
                                               QStringLiteral("address"));
    const QCommandLineOption status = hidden(QStringLiteral("status"), StartWords::tr("Status text after --sign-in."),
                                             QStringLiteral("text"));
    const QCommandLineOption half = hidden(QStringLiteral("half"), StartWords::tr("Open on this half of the screen: left or right."),
                                           QStringLiteral("side"));

    QCommandLineParser parser;
    parser.setApplicationDescription(StartWords::tr("Jackdaw, a chat program for XMPP."));
    parser.addOptions({profile, verbose, stanzas, stalls, version, help, memory, exit, signIn, host, port, authority, openChat, status, half});

    StartOptions options;
    const auto refuse = [&options](const QString &why) {
        options.ask = Ask::Refuse;
        options.answer = why;
        return options;
    };
    if (!parser.parse(arguments))
        return refuse(parser.errorText());
    if (parser.isSet(help)) {
        options.ask = Ask::ShowHelp;
        // The first line is ours: Qt knows the program's name only once there is an application.
        options.answer = QStringLiteral("Usage: jackdaw [options]\n") + parser.helpText().section(u'\n', 1);
        return options;
    }
    if (parser.isSet(version)) {
        options.ask = Ask::ShowVersion;
        options.answer = QStringLiteral("Jackdaw " JACKDAW_VERSION);
        return options;
    }
    if (!parser.positionalArguments().isEmpty())
        return refuse(StartWords::tr("Unknown argument '%1'.").arg(parser.positionalArguments().constFirst()));

    options.profile = parser.value(profile);
    if (parser.isSet(profile) && options.profile.isEmpty())
        return refuse(StartWords::tr("--profile needs a folder."));
    options.log = parser.isSet(verbose) ? LogLevel::Verbose : LogLevel::Quiet;
    options.stanzas = parser.isSet(stanzas) ? StanzaLog::On : StanzaLog::Off;
    options.secrets = parser.isSet(memory) ? EngineOptions::Secrets::Memory : EngineOptions::Secrets::Keychain;
    options.stallFile = parser.value(stalls);
    options.afterPaint = parser.isSet(exit) ? AfterPaint::Exit : AfterPaint::GoOn;
    if (parser.isSet(half)) {
        const QString side = parser.value(half);
        options.half = side == QLatin1StringView("left") ? Half::Left : Half::Right;
        if (options.half == Half::Right && side != QLatin1StringView("right"))
            return refuse(StartWords::tr("--half is left or right."));
    }

    if (parser.isSet(signIn)) {
        const Result<BareJid> jid = BareJid::parse(parser.value(signIn));
        if (!jid || jid->local().isEmpty())
            return refuse(StartWords::tr("--sign-in needs an address like name@example.org."));
        AccountSettings settings;
        settings.jid = *jid;
        settings.host = parser.value(host);
        if (parser.isSet(port)) {
            bool number = false;
            settings.port = parser.value(port).toUShort(&number);
            if (!number || settings.port == 0)
                return refuse(StartWords::tr("--port needs a number from 1 to 65535."));
        }
        if (!settings.host.isEmpty() || settings.port != 0)
            settings.tls = TlsMode::StartTls;
        settings.authorityFile = parser.value(authority);
        options.signIn = settings;
        if (parser.isSet(openChat)) {
            const Result<BareJid> chat = BareJid::parse(parser.value(openChat));
            if (!chat)
                return refuse(StartWords::tr("--open-chat needs an address like name@example.org."));
            options.openChat = *chat;
        }
        options.status = parser.value(status);
    } else if (parser.isSet(host) || parser.isSet(port) || parser.isSet(authority) || parser.isSet(openChat)
               || parser.isSet(status)) {
        return refuse(StartWords::tr("--host, --port, --authority, --open-chat and --status go with --sign-in."));
    }
    return options;
}

} // namespace jackdaw
