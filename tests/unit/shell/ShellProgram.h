// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"
#include "chat/Conversation.h"
#include "shell/AppContext.h"
#include "shell/MainWindow.h"
#include "style/Style.h"

#include <QAbstractButton>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

namespace jackdaw::test {

inline Conversation chatWith(qint64 id, const QString &local)
{
    Conversation conversation;
    conversation.id = ConversationId(id);
    conversation.account = AccountId(1);
    conversation.peer = BareJid::fromPrepared(local + QStringLiteral("@harbor.example"));
    Message last;
    last.id = MessageId(1000 - id);
    last.conversation = conversation.id;
    last.time = 1'763'726'400'000 - id;
    last.body = QStringLiteral("Hello");
    conversation.last = last;
    return conversation;
}

inline AccountSettings mara()
{
    AccountSettings settings;
    settings.id = AccountId(1);
    settings.jid = BareJid::fromPrepared(QStringLiteral("mara@harbor.example"));
    return settings;
}

/// A profile that is thrown away, with the context on it. GUI thread.
struct Program
{
    QTemporaryDir folder;
    AppContext context{*Profile::open(folder.path()), EngineOptions{folder.path(), EngineOptions::Secrets::Memory}};

    Program() { useStyle(context.theme()); }
    void fill()
    {
        context.accounts().setAccounts({mara()});
        context.chats().changeConversations({chatWith(1, QStringLiteral("tomas")), chatWith(2, QStringLiteral("leila")),
                                             chatWith(3, QStringLiteral("owen"))});
        context.chats().flush();
    }
};

inline void startWithEngine(Program &program, MainWindow &window)
{
    window.show();
    program.context.engine().load();
    QTRY_VERIFY(program.context.engine().engine());
}

/// As the engine says it: the account tries no more.
inline void refuse(Program &program, const Error &error)
{
    program.context.accounts().setConnection(AccountId(1), {ConnectionState::Refused, error, 0});
}

inline void pressIn(QWidget &parent, const QString &text)
{
    const auto buttons = parent.findChildren<QAbstractButton *>();
    const auto button = std::find_if(buttons.cbegin(), buttons.cend(),
                                     [&](QAbstractButton *one) { return one->text() == text && one->isVisible(); });
    QVERIFY2(button != buttons.cend(), qPrintable(text));
    (*button)->click();
}

} // namespace jackdaw::test
