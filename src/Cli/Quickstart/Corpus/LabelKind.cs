namespace Glissade.Cli.Quickstart;

/// <summary>What a label of the text set stands for.</summary>
internal enum LabelKind
{
    Type,
    Member,
    Word,
}
