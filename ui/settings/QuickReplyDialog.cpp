// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/QuickReplyDialog.h"

#include "widgets/Fields.h"
#include "widgets/Labels.h"
#include "widgets/TextArea.h"

#include <QVBoxLayout>

#include <algorithm>

namespace jackdaw {

namespace {
constexpr int longestReplyName = 30;
constexpr int longestText = 5000;
}

QuickReplyDialog::QuickReplyDialog(const Theme &theme, const QuickReply &reply, const QStringList &taken, QWidget *parent)
    : AskDialog(theme, reply.name.isEmpty() ? tr("New quick reply") : tr("Quick reply"), tr("Save"), parent), m_taken(taken),
      m_name(new TextField(theme, tr("Name"), this)), m_text(new TextArea(theme, this))
{
    m_name->edit()->setMaxLength(longestReplyName);
    m_name->setText(reply.name);
    m_name->setHelp(tr("One word. Written behind “/” at the beginning of a message, it brings the text."));
    connect(m_name, &TextField::textEdited, this, [this] { m_name->setState(TextField::State::Plain); });
    auto *label = new Label(theme, TypeRole::BodyStrong, Token::Text, tr("Text"), Label::Wrap::No, this);
    label->setBuddy(m_text);
    m_text->setAccessibleName(tr("Text"));
    m_text->setPlainText(reply.text);
    m_text->setFixedHeight(theme.scaled(110));
    fields()->addWidget(m_name);
    fields()->addWidget(label);
    fields()->addWidget(m_text);
    fields()->addWidget(new Label(theme, TypeRole::Meta, Token::Text2,
                                  tr("{name} becomes the name of the chat, {me} yours, {date} the day."), Label::Wrap::Yes, this));
    m_name->edit()->setFocus();
}

void QuickReplyDialog::submit()
{
    const QString name = m_name->text().trimmed();
    const auto fits = [](QChar c) { return c.isLetterOrNumber() || c == u'-' || c == u'_' || c == u'+'; };
    if (name.isEmpty() || !std::all_of(name.cbegin(), name.cend(), fits)) {
        m_name->setState(TextField::State::Wrong, tr("Use one word of letters and digits."));
        m_name->edit()->setFocus();
        return;
    }
    if (name.compare(QLatin1StringView("me"), Qt::CaseInsensitive) == 0) {
        m_name->setState(TextField::State::Wrong, tr("“/me” tells what you do. Choose another name."));
        m_name->edit()->setFocus();
        return;
    }
    if (m_taken.contains(name, Qt::CaseInsensitive)) {
        m_name->setState(TextField::State::Wrong, tr("Another quick reply has this name."));
        m_name->edit()->setFocus();
        return;
    }
    const QString text = m_text->toPlainText().trimmed();
    if (text.isEmpty() || text.size() > longestText) {
        showError(text.isEmpty() ? tr("Write the text that is to be inserted.") : tr("The text is too long: 5,000 characters at most."));
        m_text->setFocus();
        return;
    }
    Q_EMIT replyWritten({name, text});
    accept();
}

} // namespace jackdaw
