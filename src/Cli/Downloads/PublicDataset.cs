namespace Glissade.Cli.Downloads;

/// <summary>A data set that somebody publishes, and where.</summary>
/// <param name="Name">What the command and the literature call it.</param>
/// <param name="Features">Size of the feature space.</param>
/// <param name="Labels">Size of the label space.</param>
/// <param name="TrainingPoints">Training points.</param>
/// <param name="TestPoints">Test points.</param>
/// <param name="FileName">What the file is called on a mirror and when it is saved.</param>
/// <param name="Url">Where its publisher links to.</param>
/// <param name="Sha256">The file's checksum in hexadecimal, if one is published.</param>
internal sealed record PublicDataset(
    string Name, int Features, int Labels, int TrainingPoints, int TestPoints, string FileName, string Url, string? Sha256 = null);
