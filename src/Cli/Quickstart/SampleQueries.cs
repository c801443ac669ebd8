namespace Glissade.Cli.Quickstart;

/// <summary>Descriptions to try when the user types none: everyday wishes, worded as nobody documents them.</summary>
internal static class SampleQueries
{
    public static IReadOnlyList<string> All { get; } =
    [
        "remove all whitespace from the start of a string",
        "wait for all tasks to finish",
        "read all lines of a text file",
        "delete a directory and everything in it",
        "round a number to the nearest integer",
        "find the largest element of a sequence",
    ];
}
