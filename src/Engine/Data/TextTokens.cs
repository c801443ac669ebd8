namespace Glissade;

/// <summary>What counts as a word of a text.</summary>
public enum TextTokens
{
    /// <summary>Runs of letters, digits and the marks on them, in lower case; everything else separates.</summary>
    Words,

    /// <summary>Whatever stands between spaces and control characters, as it is: for texts that were cut into words before.</summary>
    Spaces,
}
