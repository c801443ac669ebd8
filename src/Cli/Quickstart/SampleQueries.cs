namespace Glissade.Cli.Quickstart;

/// <summary>Descriptions to try when the user types none.</summary>
internal static class SampleQueries
{
    public static IReadOnlyList<string> All { get; } =
    [
        "remove all whitespace from the start of a string",
        "wait for all tasks to finish",
        "compute the square root",
        "read all lines of a text file",
        "convert a byte array to a base64 string",
        "sort an array in descending order",
    ];
}
