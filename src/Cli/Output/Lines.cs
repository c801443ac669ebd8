using System.Globalization;
using System.Numerics;

namespace Glissade.Cli.Output;

/// <summary>Words and numbers for people to read, the same in every culture.</summary>
internal static class Lines
{
    private const int NameWidth = 14;

    /// <summary>A name and what belongs to it, the second in a column of its own.</summary>
    public static string Named(string name, string value) => $"{name.PadRight(NameWidth)}{value}";

    public static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number with as many digits as matter.</summary>
    public static string Number(double number) => number.ToString(Math.Abs(number) >= 100 ? "N0" : "0.##", CultureInfo.InvariantCulture);

    /// <summary>A number with all its digits.</summary>
    public static string Invariant(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    public static string Percent(double fraction) =>
        double.IsFinite(fraction) ? (100 * fraction).ToString("0.00", CultureInfo.InvariantCulture) + " %" : "-";

    public static string Seconds(double seconds) => seconds.ToString(seconds < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " s";

    public static string Duration(TimeSpan time)
    {
        TimeSpan shown = time > TimeSpan.FromDays(99) ? TimeSpan.FromDays(99) : time;
        string format = shown.TotalHours >= 24 ? @"d\d\ hh\:mm\:ss" : shown.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss";
        return shown.ToString(format, CultureInfo.InvariantCulture);
    }

    public static string Bytes(long bytes)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB"];
        double size = bytes;
        int unit = 0;
        for (; size >= 999.5 && unit < units.Length - 1; unit++)
            size /= 1000;
        return $"{size.ToString(unit == 0 || size >= 99.95 ? "0" : "0.0", CultureInfo.InvariantCulture)} {units[unit]}";
    }

    public static string Count<T>(T number, string one, string many)
        where T : IBinaryInteger<T> =>
        $"{number.ToString("N0", CultureInfo.InvariantCulture)} {(number == T.One ? one : many)}";
}
