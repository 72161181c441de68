// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/CertificateDialog.h"

#include "style/CertificateText.h"
#include "style/Direction.h"
#include "style/TimeText.h"
#include "widgets/Buttons.h"
#include "widgets/Card.h"
#include "widgets/Labels.h"
#include "widgets/MessageBox.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPainter>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int copiedShown = 2000; // ms
constexpr int namesShown = 6;     // a large provider's certificate names hundreds

} // namespace

CertificateDialog::CertificateDialog(const Theme &theme, const CertificateProblem &problem, const QString &account, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_problem(problem), m_account(account)
{
    setWindowTitle(tr("Certificate of %1").arg(problem.host));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(8);
    auto *title = new QHBoxLayout;
    title->setSpacing(10);
    auto *mark = new QLabel;
    const auto draw = [mark, &theme] { mark->setPixmap(theme.pixmap(u"shield-alert"_s, 24, theme.color(Token::Bad), mark->devicePixelRatioF())); };
    draw();
    connect(&theme, &Theme::changed, mark, draw);
    title->addWidget(mark, 0, Qt::AlignTop);
    title->addWidget(new Label(theme, TypeRole::Title, Token::Text, tr("Jackdaw did not connect"), Label::Wrap::Yes), 1);
    column->addLayout(title);
    for (CertificateReason reason : problem.reasons)
        column->addWidget(new Label(theme, TypeRole::Message, Token::Text, certificateReasonText(problem, reason), Label::Wrap::Yes));
    QString advice = certificateAdvice(problem);
    if (problem.mayBePinned() || problem.isChangedOnly())
        advice = tr("Somebody between you and the server may be reading along. Ask your provider before you go on.");
    column->addWidget(new Label(theme, TypeRole::Body, Token::Text2, advice, Label::Wrap::Yes));
    column->addSpacing(6);
    column->addWidget(makeFacts());
    column->addStretch();
    column->addSpacing(8);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addStretch();
    auto *leave = new TextButton(tr("Do not connect"), ButtonKind::Primary);
    leave->setDefault(true);
    buttons->addWidget(leave);
    connect(leave, &QAbstractButton::clicked, this, &QDialog::reject);
    if (problem.mayBePinned() || problem.isChangedOnly()) {
        auto *act = new TextButton(problem.mayBePinned() ? tr("Trust this certificate…") : tr("Forget the old certificate…"),
                                   ButtonKind::Destructive);
        act->setAutoDefault(false);
        buttons->addWidget(act);
        connect(act, &QAbstractButton::clicked, this, &CertificateDialog::ask);
    }
    column->addLayout(buttons);
    leave->setFocus(Qt::OtherFocusReason);
}

QWidget *CertificateDialog::makeFacts()
{
    auto *card = new Card(m_theme);
    const auto add = [&](const QString &name, const QString &value) {
        if (value.isEmpty())
            return;
        auto *row = new QWidget;
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(14, 8, 14, 8);
        line->setSpacing(12);
        auto *label = new Label(m_theme, TypeRole::Meta, Token::Text2, name);
        label->setFixedWidth(m_theme.scaled(96));
        auto *text = new Label(m_theme, TypeRole::Body, Token::Text, value, Label::Wrap::Yes);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        text->setAccessibleName(tr("%1: %2", "a fact and its value").arg(name, value));
        line->addWidget(label, 0, Qt::AlignTop);
        line->addWidget(text, 1);
        card->addRow(row);
    };
    add(tr("Server"), m_problem.host);
    if (m_problem.fingerprint.isEmpty())
        return card;
    QStringList names = m_problem.names;
    names.sort();
    const bool more = names.size() > namesShown;
    names = names.first(std::min<qsizetype>(names.size(), namesShown));
    add(tr("Made for"), names.isEmpty() ? m_problem.subject : names.join(u", "_s) + (more ? u", …"_s : QString()));
    add(tr("Signed by"), m_problem.isSelfSigned ? tr("itself") : m_problem.issuer);
    add(tr("Valid"), tr("%1 to %2", "dates").arg(dateText(m_problem.validFrom), dateText(m_problem.validUntil)));
    card->addRow(makeFingerprint());
    return card;
}

QWidget *CertificateDialog::makeFingerprint()
{
    const QString whole = fingerprintText(m_problem.fingerprint);
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(14, 8, 14, 10);
    line->setSpacing(12);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(new Label(m_theme, TypeRole::Meta, Token::Text2, tr("SHA-256 fingerprint")));
    // Lines of eight bytes: people read them to each other.
    QString lines = whole;
    for (qsizetype end = 8 * 3 - 1; end < lines.size(); end += 8 * 3)
        lines[end] = u'\n';
    auto *value = new Label(m_theme, TypeRole::Mono, Token::Text, lines);
    value->setLayoutDirection(Qt::LeftToRight);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    value->setAccessibleName(tr("SHA-256 fingerprint: %1").arg(whole));
    words->addWidget(value, 0, Qt::AlignLeft);
    line->addLayout(words, 1);
    auto *copy = new TextButton(tr("Copy"), ButtonKind::Secondary, ButtonSize::Small);
    copy->setAccessibleName(tr("Copy the fingerprint"));
    copy->setAutoDefault(false);
    line->addWidget(copy, 0, Qt::AlignTop);
    auto *back = new QTimer(copy);
    back->setSingleShot(true);
    back->setInterval(copiedShown);
    connect(back, &QTimer::timeout, copy, [copy] { copy->setText(tr("Copy")); });
    connect(copy, &QAbstractButton::clicked, this, [copy, back, whole] {
        QGuiApplication::clipboard()->setText(whole);
        copy->setText(tr("Copied"));
        back->start();
    });
    return row;
}

void CertificateDialog::ask()
{
    const bool trust = m_problem.mayBePinned();
    auto *question = new QMessageBox(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setWindowModality(Qt::WindowModal);
    question->setWindowTitle(windowTitle());
    if (trust) {
        setWords(*question, tr("Trust this certificate for %1?").arg(isolated(m_account)),
                 tr("Go on only if your provider told you the same SHA-256 fingerprint in another way. "
                    "This account then connects to no server that shows another certificate."));
    } else {
        setWords(*question, tr("Forget the certificate that you trusted for %1?").arg(isolated(m_account)),
                 tr("The server’s certificate then has to be signed by an authority that is trusted here, "
                    "as the one it shows now is."));
    }
    auto *leave = new TextButton(tr("Do not connect"));
    auto *act = new TextButton(trust ? tr("Trust this certificate only") : tr("Forget the old certificate"), ButtonKind::Destructive);
    question->addButton(leave, QMessageBox::RejectRole);
    question->addButton(act, QMessageBox::DestructiveRole);
    question->setDefaultButton(leave);
    question->setEscapeButton(leave);
    connect(leave, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(act, &QAbstractButton::clicked, this, [this, trust] {
        if (trust)
            Q_EMIT trustRequested(m_problem.fingerprint);
        else
            Q_EMIT forgetRequested();
        accept();
    });
    question->open();
}

void CertificateDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    const int wanted = m_theme.scaled(480);
    const int room = parentWidget() ? parentWidget()->window()->width() - 24 : wanted;
    resize(std::min(wanted, room), 0);
    resize(width(), std::max(layout()->totalHeightForWidth(width()), minimumSizeHint().height()));
}

void CertificateDialog::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.color(Token::Surface));
}

} // namespace jackdaw
