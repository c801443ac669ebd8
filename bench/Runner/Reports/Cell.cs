using System.Globalization;

namespace Glissade.Runner.Reports;

/// <summary>Numbers as pages and tables show them.</summary>
internal static class Cell
{
    /// <summary>A dash for what is not known or was never reached.</summary>
    public static string Number(double value, string format) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "-";

    /// <summary>A fraction as a percentage with two digits.</summary>
    public static string Percentage(double fraction) => Number(100 * fraction, "0.00");
}
