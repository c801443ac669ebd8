namespace Glissade.Documents;

/// <summary>One labelled text as it was read. A reader fills the same object again and again.</summary>
internal sealed class Document
{
    /// <summary>Names of the labels in the order of the file, repetitions included.</summary>
    internal List<string> Labels { get; } = [];

    /// <summary>The text.</summary>
    internal string Text { get; set; } = "";

    /// <summary>The line where it begins, counted from 1.</summary>
    internal long Line { get; set; }
}
