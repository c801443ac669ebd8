namespace Glissade;

/// <summary>What a conversion did.</summary>
/// <param name="From">What was read.</param>
/// <param name="To">What was written.</param>
/// <param name="Points">Points written.</param>
/// <param name="Data">The data, with names of features and labels if it was read from text; null if points were copied one after the other.</param>
public sealed record ConversionReport(DataFormat From, DataFormat To, long Points, Dataset? Data);
