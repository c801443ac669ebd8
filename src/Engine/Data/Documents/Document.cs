namespace Glissade.Documents;

/// <summary>One labelled text as it was read. A reader fills the same object again and again.</summary>
internal sealed class Document
{
    /// <summary>Names of the labels in the order of the file, repetitions included; each is UTF-8.</summary>
    internal ByteStrings Labels { get; } = new();

    /// <summary>The text, which is UTF-8.</summary>
    internal ByteText Text { get; } = new();

    /// <summary>The line where it begins, counted from 1.</summary>
    internal long Line { get; set; }
}
