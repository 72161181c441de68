// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/StickerPackDialog.h"

#include "composer/StickerGrid.h"
#include "style/Direction.h"
#include "style/ErrorText.h"
#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QBoxLayout>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr qsizetype shownSummary = 300;
constexpr qsizetype shownName = 80;
constexpr int gridWidth = 360;
constexpr int packGridHeight = 260;

} // namespace

QString stickerErrorText(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NotFound:
        return StickerPackDialog::tr("The pack is not there any more. Ask whoever sent the sticker.");
    case ErrorKind::FileBroken: return StickerPackDialog::tr("The pack is not what it claims to be. It was not taken.");
    case ErrorKind::Malformed: return StickerPackDialog::tr("The pack cannot be read.");
    case ErrorKind::UnsafeAddress:
        return StickerPackDialog::tr("The pack names pictures that cannot be fetched safely. It was not taken.");
    case ErrorKind::Conflict:
        return StickerPackDialog::tr("Another sticker pack is being made. Wait until it is done.");
    case ErrorKind::TooMany: return StickerPackDialog::tr("There are more stickers or packs than Jackdaw takes.");
    case ErrorKind::Forbidden: return StickerPackDialog::tr("Its maker does not let others use this pack.");
    default: return errorText(error);
    }
}

StickerPackDialog::StickerPackDialog(const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_name(new Label(theme, TypeRole::Heading, Token::Text, tr("Looking at the pack…"), Label::Wrap::Yes, this))
    , m_summary(new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes, this))
    , m_grid(new StickerGrid(theme, this))
    , m_note(new Label(theme, TypeRole::Meta, Token::Text2, {}, Label::Wrap::Yes, this))
    , m_error(new Label(theme, TypeRole::Body, Token::Bad, {}, Label::Wrap::Yes, this))
    , m_load(new TextButton(tr("Show pictures"), ButtonKind::Secondary))
    , m_act(new TextButton(tr("Install pack"), ButtonKind::Primary))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Sticker pack"));
    setAccessibleName(tr("Sticker pack"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(12);
    column->addWidget(m_name);
    column->addWidget(m_summary);
    m_grid->setGround(Token::Surface);
    m_grid->setFixedSize(theme.scaled(gridWidth), theme.scaled(packGridHeight));
    column->addWidget(m_grid);
    column->addWidget(m_note);
    column->addWidget(m_error);
    auto *buttons = new QHBoxLayout;
    auto *close = new TextButton(tr("Close"), ButtonKind::Secondary);
    buttons->addWidget(m_load);
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(m_act);
    column->addLayout(buttons);
    for (QWidget *each : std::initializer_list<QWidget *>{m_summary, m_note, m_error, m_load, m_act})
        each->hide();
    connect(close, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_load, &QAbstractButton::clicked, this, [this] {
        setBusy(tr("Loading the pictures…"));
        Q_EMIT loadRequested(m_look);
    });
    connect(m_act, &QAbstractButton::clicked, this, &StickerPackDialog::act);
    close->setFocus();
}

void StickerPackDialog::setLook(const StickerLook &look)
{
    m_look = look;
    m_isKnown = true;
    if (!look.unasked.isEmpty()) {
        ask();
        return;
    }
    const QString name = look.pack.name().left(shownName).simplified();
    m_name->setText(name.isEmpty() ? tr("Pack without a name") : name);
    const QString summary = look.pack.summary().left(shownSummary).simplified();
    m_summary->setText(summary);
    m_summary->setVisible(!summary.isEmpty());
    QList<StickerCell> cells;
    for (qsizetype i = 0; i < look.pack.stickers.size(); ++i)
        cells.append({look.paths.value(i), look.pack.stickers.at(i).description, {}, look.pack.id, int(i)});
    m_grid->setCells(cells);
    m_grid->show();
    const bool isKept = look.kept == StickerLook::Kept::Yes;
    const bool isRestricted = look.pack.use == StickerPack::Use::Restricted && !isKept;
    const bool isMissing = look.pictures == StickerLook::Pictures::Missing;
    QStringList hosts;
    for (const StickerPack::Sticker &each : look.pack.stickers) {
        const QString host = QUrl(each.url).host();
        if (!hosts.contains(host))
            hosts.append(host);
    }
    QStringList notes;
    if (isRestricted)
        notes.append(tr("Its maker does not let others use this pack."));
    else if (!isKept)
        notes.append(tr("Whoever knows your address can see which packs you have."));
    if (isMissing && !isKept && hosts.size() == 1)
        notes.append(tr("Its pictures come from %1, which learns your network address then.").arg(isolated(hosts[0])));
    else if (isMissing && !isKept)
        notes.append(tr("Its pictures come from several servers, which learn your network address then."));
    m_note->setText(notes.join(u' '));
    m_note->setVisible(!notes.isEmpty());
    m_error->hide();
    m_load->setEnabled(true);
    m_load->setVisible(isMissing);
    m_act->setKind(isKept ? ButtonKind::Destructive : ButtonKind::Primary);
    m_act->setText(isKept ? tr("Remove pack") : tr("Install pack"));
    m_act->setEnabled(true);
    m_act->setVisible(!isRestricted); // the focus stays: whoever presses Enter as this comes may mean another button
}

void StickerPackDialog::ask()
{
    m_name->setText(tr("Ask %1 for this pack?").arg(isolated(m_look.unasked)));
    m_summary->setText(tr("It learns your address, and that you looked."));
    m_summary->show();
    m_note->hide();
    m_error->hide();
    m_load->hide();
    m_grid->hide();
    m_act->setKind(ButtonKind::Primary);
    m_act->setText(tr("Ask for it"));
    m_act->setEnabled(true);
    m_act->show();
    adjustSize();
}

void StickerPackDialog::showError(const Error &error)
{
    if (m_isKnown)
        setLook(m_look);
    else
        m_name->setText(tr("Sticker pack"));
    m_error->setText(stickerErrorText(error));
    m_error->show();
}

void StickerPackDialog::setBusy(const QString &words)
{
    m_load->setEnabled(false);
    m_act->setEnabled(false);
    m_error->hide();
    m_note->setText(words);
    m_note->show();
}

void StickerPackDialog::act()
{
    if (!m_look.unasked.isEmpty()) {
        setBusy(tr("Looking at the pack…"));
        Q_EMIT askRequested();
        return;
    }
    if (m_look.kept == StickerLook::Kept::Yes) {
        Q_EMIT removeRequested(m_look.account, m_look.pack.id);
        accept();
        return;
    }
    setBusy(tr("Installing…"));
    Q_EMIT installRequested(m_look);
}

} // namespace jackdaw
