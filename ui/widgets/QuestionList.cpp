// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/QuestionList.h"

#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace jackdaw {

namespace {

/// More than this many at once is a flood, and would push what is below out of the window.
constexpr int shownQuestions = 3;

} // namespace

QuestionList::QuestionList(const Theme &theme, const QString &name, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setAccessibleName(name);
    m_rows = new QVBoxLayout(this);
    // The rings of the buttons stand outside of what is above them.
    m_rows->setContentsMargins(16 - focusRoom, 8, 16 - focusRoom, 10);
    m_rows->setSpacing(8);
    hide();
}

void QuestionList::setQuestions(const QList<Question> &questions)
{
    if (m_questions == questions)
        return;
    m_questions = questions;
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        // Later: the button that was pressed may stand on the stack.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (int index = 0; index < std::min(int(questions.size()), shownQuestions); ++index)
        m_rows->addWidget(makeRow(questions.at(index), index));
    const int more = int(questions.size()) - shownQuestions;
    if (more > 0) {
        auto *rest = new Label(m_theme, TypeRole::Meta, Token::Text2, tr("%n more requests", nullptr, more),
                               Label::Wrap::Yes, this);
        rest->setContentsMargins(focusRoom, 0, focusRoom, 0);
        m_rows->addWidget(rest);
    }
    if (!m_review.isEmpty() && questions.size() > 1) {
        auto *review = new TextButton(m_review, TextButton::Kind::Quiet, TextButton::Size::Small, this);
        m_rows->addWidget(review, 0, Qt::AlignLeading);
        connect(review, &QAbstractButton::clicked, this, &QuestionList::reviewPressed);
    }
    setVisible(!questions.isEmpty());
}

QWidget *QuestionList::makeRow(const Question &question, int index)
{
    auto *row = new QWidget(this);
    auto *column = new QVBoxLayout(row);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto *words = new QVBoxLayout;
    words->setContentsMargins(focusRoom, 0, focusRoom, 0);
    words->setSpacing(2);
    words->addWidget(new ElidedLabel(m_theme, TypeRole::BodyStrong, Token::Text, question.title, row));
    for (const QString &line : question.lines)
        words->addWidget(new ElidedLabel(m_theme, TypeRole::Meta, Token::Text2, line, row));
    column->addLayout(words);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 4, 0, 0);
    buttons->setSpacing(8);
    auto *accept = new TextButton(question.accept, TextButton::Kind::Secondary, TextButton::Size::Small, row);
    //: a button's word and whom or what it is about: "Accept tomas@harbor.example"
    accept->setAccessibleName(tr("%1 %2").arg(question.accept, question.subject));
    auto *decline = new TextButton(question.decline, TextButton::Kind::Quiet, TextButton::Size::Small, row);
    decline->setAccessibleName(tr("%1 %2").arg(question.decline, question.subject));
    buttons->addWidget(accept);
    buttons->addWidget(decline);
    buttons->addStretch();
    column->addLayout(buttons);
    connect(accept, &QAbstractButton::clicked, this, [this, index] { Q_EMIT acceptPressed(index); });
    connect(decline, &QAbstractButton::clicked, this, [this, index] { Q_EMIT declinePressed(index); });
    return row;
}

void QuestionList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Sunken));
    painter.fillRect(0, 0, width(), 1, m_theme.color(Token::Line));
    painter.fillRect(0, height() - 1, width(), 1, m_theme.color(Token::Line));
}

} // namespace jackdaw
