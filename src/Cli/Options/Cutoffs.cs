namespace Glissade.Cli.Options;

/// <summary>The k of P@k and its kin that a command shows.</summary>
internal static class Cutoffs
{
    private static readonly int[] Usual = [1, 3, 5];

    /// <summary>The usual ones below the largest, and the largest.</summary>
    public static int[] UpTo(int largest) => [.. Usual.Where(k => k < largest), largest];
}
