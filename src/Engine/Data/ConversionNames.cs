namespace Glissade;

/// <summary>What names the data of a conversion has.</summary>
/// <param name="OfLabels">Whether labels have names beside their numbers.</param>
/// <param name="OfFeatures">Whether features have.</param>
public readonly record struct ConversionNames(bool OfLabels, bool OfFeatures);
