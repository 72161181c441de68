// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/ReasonDialog.h"

#include "widgets/Fields.h"
#include "widgets/Labels.h"

#include <QCheckBox>
#include <QLocale>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

ReasonDialog::ReasonDialog(const Theme &theme, const Words &words, Weight weight, QWidget *parent)
    : AskDialog(theme, words.title, words.act, parent), m_reason(new TextField(theme, tr("Reason"), this))
    , m_progress(new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes, this))
{
    fields()->addWidget(new Label(theme, TypeRole::Heading, Token::Text, words.question, Label::Wrap::Yes, this));
    fields()->addWidget(new Label(theme, TypeRole::Body, Token::Text2, words.effect, Label::Wrap::Yes, this));
    fields()->addWidget(m_reason);
    m_reason->setHelp(tr("You can leave this empty."));
    if (!words.also.isEmpty()) {
        m_also = new QCheckBox(QString(words.also).replace(u'&', u"&&"_s), this);
        fields()->addWidget(m_also);
    }
    m_progress->hide();
    fields()->addWidget(m_progress);
    if (weight == Weight::Heavy)
        setDestructive();
    m_reason->edit()->setFocus();
}

void ReasonDialog::showProgress(int done, int total)
{
    m_progress->setText(tr("%1 of %2 removed. Cancel stops here.").arg(QLocale().toString(done), QLocale().toString(total)));
    m_progress->show();
}

void ReasonDialog::showError(const QString &text)
{
    m_progress->hide();
    AskDialog::showError(text);
}

void ReasonDialog::submit()
{
    setBusy();
    Q_EMIT confirmed(m_reason->text().trimmed(), m_also && m_also->isChecked() ? Also::Yes : Also::No);
}

} // namespace jackdaw
