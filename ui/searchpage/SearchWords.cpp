// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchpage/SearchWords.h"

#include "chat/ChatListModel.h"
#include "roster/ContactListModel.h"
#include "style/Direction.h"
#include "style/TimeText.h"
#include "text/LinkCard.h"
#include "widgets/AccountTag.h"
#include "widgets/MessageWords.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SearchWords)
};

QString quotedWord(const QString &word)
{
    return isolated(word.size() > 60 ? word.first(60) + QChar(0x2026) : word);
}

} // namespace

QString problemText(const SearchProblem &problem)
{
    switch (problem.kind) {
    case SearchProblem::Kind::UnknownValue:
        if (problem.word.startsWith("has:"_L1))
            return Words::tr("\u201C%1\u201D is not known. Use has:file, has:link, has:image or has:voice.").arg(quotedWord(problem.word));
        return Words::tr("\u201C%1\u201D is not known. Use is:mine, is:unread, is:pinned or is:saved.").arg(quotedWord(problem.word));
    case SearchProblem::Kind::BadDate:
        return Words::tr("\u201C%1\u201D is not a date. Write it like 2026-11-21, 2026-11, today or yesterday.").arg(quotedWord(problem.word));
    case SearchProblem::Kind::MissingValue:
        return Words::tr("Nothing follows \u201C%1:\u201D. Write it without a space, as in %1:Tomas.").arg(quotedWord(problem.word));
    case SearchProblem::Kind::EmptyRange:
        return Words::tr("No day is after the one and before the other. Change one of the dates.");
    case SearchProblem::Kind::UnclosedQuote:
        return Words::tr("A closing quote is missing.");
    case SearchProblem::Kind::TooLong:
        return Words::tr("This is more than can be searched for. Only the first words count.");
    case SearchProblem::Kind::NoWords:
        return Words::tr("There is no word in this. Type a letter, a digit or an emoji.");
    case SearchProblem::Kind::NoSuchPerson:
        return Words::tr("No chat is with \u201C%1\u201D. Check the name or the address.").arg(quotedWord(problem.word));
    case SearchProblem::Kind::NoSuchChat:
        return Words::tr("No chat is called \u201C%1\u201D. Check the name or the address.").arg(quotedWord(problem.word));
    }
    Q_UNREACHABLE_RETURN({});
}

QString filterText(const QString &op, const QString &value)
{
    const QString word = value.toLower();
    if (op == "from"_L1)
        return word == "me"_L1 ? Words::tr("From you") : Words::tr("From %1").arg(isolated(value));
    if (op == "in"_L1)
        return Words::tr("In %1").arg(isolated(value));
    if (op == "before"_L1)
        return word == "today"_L1 ? Words::tr("Before today") : word == "yesterday"_L1 ? Words::tr("Before yesterday") : Words::tr("Before %1").arg(value);
    if (op == "after"_L1)
        return word == "today"_L1 ? Words::tr("Today") : word == "yesterday"_L1 ? Words::tr("Since yesterday") : Words::tr("Since %1").arg(value);
    if (op == "has"_L1) {
        return word == "file"_L1 ? Words::tr("With a file") : word == "link"_L1 ? Words::tr("With a link")
             : word == "image"_L1 ? Words::tr("With an image") : Words::tr("With a voice message");
    }
    return word == "mine"_L1 ? Words::tr("Yours") : word == "unread"_L1 ? Words::tr("Unread")
        : word == "saved"_L1 ? Words::tr("Saved") : Words::tr("Pinned");
}

QString SearchWords::heading(const SearchModel::Row &row)
{
    QString words;
    switch (row.section) {
    case SearchModel::Section::People: words = Words::tr("People"); break;
    case SearchModel::Section::Messages: words = Words::tr("Messages"); break;
    case SearchModel::Section::Files: words = Words::tr("Files"); break;
    case SearchModel::Section::Archived: words = Words::tr("On the server"); break;
    }
    const QString count = QLocale().toString(row.count) + (row.countIsOpen ? u"+"_s : QString());
    //: "Messages · 9", and "Messages · 50+" where there are more
    return Words::tr("%1 \u00B7 %2").arg(words, count);
}

QString SearchWords::chatName(ConversationId conversation) const
{
    return m_chats.nameOf(conversation);
}

AccountMark SearchWords::account(const SearchModel::Row &row) const
{
    using What = SearchModel::Row::What;
    if (row.what == What::Heading || row.what == What::AskArchives || (row.what == What::Message && !row.firstOfChat))
        return {};
    return m_chats.accountMark(row.what == What::Person ? row.person.account : row.hit.account);
}

QString SearchWords::senderName(const SearchHit &hit) const
{
    if (hit.direction == Direction::Outgoing && m_ownName)
        return m_ownName(hit.account);
    return hit.direction == Direction::Incoming && !hit.nick.isEmpty() ? hit.nick : m_contacts.nameOf(hit.account, hit.sender);
}

bool SearchWords::isOfGroup(const SearchHit &hit) const
{
    const Conversation *chat = m_chats.find(hit.conversation);
    return chat && chat->kind == ConversationKind::Room;
}

BareJid SearchWords::peer(const SearchHit &hit) const
{
    const Conversation *chat = m_chats.find(hit.conversation);
    return chat ? chat->peer : BareJid();
}

QString SearchWords::peerName(const SearchModel::Row &row) const
{
    const QString chat = chatName(row.hit.conversation);
    if (!chat.isEmpty() || row.what != SearchModel::Row::What::Archived)
        return chat;
    return m_contacts.nameOf(row.archived.account, row.archived.peer);
}

QString SearchWords::archives(SearchModel::Archives archives)
{
    switch (archives) {
    case SearchModel::Archives::NotThere: return {};
    case SearchModel::Archives::Unasked: return Words::tr("Search older messages on the server");
    case SearchModel::Archives::Asking: return Words::tr("Searching on the server\u2026");
    case SearchModel::Archives::Further: return Words::tr("Search further back on the server");
    case SearchModel::Archives::Failed: return Words::tr("The server did not answer. Try again");
    case SearchModel::Archives::Useless: return Words::tr("The server does not search in messages. Ask again");
    case SearchModel::Archives::Done: return Words::tr("The server has nothing more.");
    }
    Q_UNREACHABLE_RETURN({});
}

QString SearchWords::title(const SearchModel::Row &row) const
{
    if (row.what == SearchModel::Row::What::Person)
        return row.person.name;
    if (row.what == SearchModel::Row::What::File)
        return row.hit.fileName;
    const bool own = row.hit.direction == Direction::Outgoing;
    if (!row.firstOfChat)
        return own ? Words::tr("You") : senderName(row.hit);
    const QString chat = peerName(row);
    if (own)
        return isOfGroup(row.hit) ? Words::tr("You in %1").arg(isolated(chat)) : Words::tr("You to %1").arg(isolated(chat));
    //: who said it, and in which group
    return isOfGroup(row.hit) ? Words::tr("%1 in %2").arg(isolated(senderName(row.hit)), isolated(chat)) : chat;
}

SearchMatch::Snippet SearchWords::snippet(const SearchHit &hit)
{
    Message shown;
    shown.spoiler = hit.spoiler;
    shown.body = hit.snippet.text;
    const bool isCard = linkCardOf(hit.snippet.text).has_value(); // of a link alone, which is told as in the list of chats
    return hit.spoiler || isCard ? SearchMatch::Snippet{messageWords(shown).left(160), {}} : hit.snippet;
}

QString SearchWords::moreInChat(const SearchModel::Row &row) const
{
    const QString count = QLocale().toString(row.count) + (row.countIsOpen ? u"+"_s : QString());
    //: how many more results a chat has
    return Words::tr("%1 more in %2").arg(count, isolated(chatName(row.hit.conversation)));
}

QString SearchWords::spoken(const SearchModel::Row &row, qint64 now) const
{
    using What = SearchModel::Row::What;
    switch (row.what) {
    case What::Heading: return heading(row);
    case What::Person: return AccountTag::spoken(row.person.name + u", "_s + row.person.jid.toString(), account(row));
    case What::MoreInChat: return AccountTag::spoken(moreInChat(row), account(row));
    case What::File:
        return AccountTag::spoken(u"%1, %2, %3"_s.arg(title(row), chatName(row.hit.conversation), listTimeText(row.hit.time, now)), account(row));
    case What::AskArchives: return archives(row.archives);
    case What::Message:
    case What::Archived: {
        // Read out each row says whole what it is, whatever stands above it.
        SearchModel::Row whole = row;
        whole.firstOfChat = true;
        return AccountTag::spoken(u"%1, %2, %3"_s.arg(title(whole), snippet(row.hit).text, listTimeText(row.hit.time, now)),
                                  m_chats.accountMark(row.hit.account));
    }
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace jackdaw
