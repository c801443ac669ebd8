namespace Glissade.Documents;

/// <summary>Texts whose words are to be found, enough of them to be worth a thread's while, and their labels.</summary>
internal sealed class DocumentBatch
{
    /// <summary>Small enough to stay in a core's cache.</summary>
    private const int FullBytes = 1 << 18;

    /// <summary>The texts, which are UTF-8.</summary>
    internal ByteStrings Texts { get; } = new();

    /// <summary>Labels of each text.</summary>
    internal List<int> LabelCounts { get; } = [];

    internal List<int> LabelIds { get; } = [];

    internal bool IsFull => Texts.ByteCount >= FullBytes;

    internal void Clear()
    {
        Texts.Clear();
        LabelCounts.Clear();
        LabelIds.Clear();
    }
}
