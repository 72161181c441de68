// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace jackdaw {

class Theme;

/// The quiet list of what waits for an answer, each with a name, a line or more, and two buttons; it is gone while there is
/// nothing. Owned by its parent, GUI thread. It shows what setQuestions() says until that is called again: an answer never
/// takes a row away by itself. All words are shown as plain text.
class QuestionList : public QWidget
{
    Q_OBJECT
public:
    struct Question {
        QString title;
        QStringList lines;
        QString accept;
        QString decline;
        /// Whom the buttons are about: "Accept {subject}".
        QString subject;

        friend bool operator==(const Question &, const Question &) = default;
    };

    QuestionList(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    void setQuestions(const QList<Question> &questions);
    /// A button below them where there are several: "Review all requests…". Empty: none.
    void setReview(const QString &act) { m_review = act; }

Q_SIGNALS:
    /// By its place in the list.
    void acceptPressed(int index);
    void declinePressed(int index);
    void reviewPressed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeRow(const Question &question, int index);

    const Theme &m_theme;
    QList<Question> m_questions;
    QString m_review;
    QVBoxLayout *m_rows;
};

} // namespace jackdaw
