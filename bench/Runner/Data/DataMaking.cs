namespace Glissade.Runner.Data;

/// <summary>How the command makes a data set.</summary>
/// <param name="Sources">Files of the data folder that it takes.</param>
/// <param name="Arguments">The command's arguments, given the data folder and the folder to write to.</param>
/// <param name="Description">The same for readers, folders left out.</param>
internal sealed record DataMaking(IReadOnlyList<string> Sources, Func<string, string, string[]> Arguments, string Description);
