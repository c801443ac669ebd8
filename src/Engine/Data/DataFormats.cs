namespace Glissade;

/// <summary>What formats have in common.</summary>
internal static class DataFormats
{
    /// <summary>Whether the format holds texts and names of labels, rather than numbers.</summary>
    internal static bool HoldsTexts(this DataFormat format) => format is DataFormat.FastText or DataFormat.Csv or DataFormat.JsonLines;
}
