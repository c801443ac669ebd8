using System.Globalization;

namespace Glissade;

/// <summary>Round numbers along an axis that covers some values.</summary>
internal sealed class AxisTicks
{
    private const int Intervals = 5;

    /// <summary>Rounding errors shall not make a further tick.</summary>
    private const double Slack = 1e-6;

    private readonly double step;

    /// <summary>From the round number at or below the smallest value to that at or above the largest.</summary>
    public AxisTicks(double least, double most)
    {
        if (!(most > least))
            (least, most) = (Math.Min(0, least), least == 0 ? 1 : Math.Max(0, least));
        step = RoundUp((most - least) / Intervals);
        First = Math.Floor((least / step) + Slack) * step;
        Last = Math.Ceiling((most / step) - Slack) * step;
    }

    /// <summary>The lowest tick.</summary>
    public double First { get; }

    /// <summary>The highest tick.</summary>
    public double Last { get; }

    /// <summary>All ticks with their labels.</summary>
    public IEnumerable<(double Value, string Label)> All
    {
        get
        {
            int count = (int)Math.Round((Last - First) / step);
            for (int i = 0; i <= count; i++)
                yield return (First + (i * step), Format(First + (i * step)));
        }
    }

    /// <summary>As many decimals as the step has.</summary>
    private string Format(double value)
    {
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        if (Math.Abs(value) < step / 2)
            return "0";
        string format = string.Create(CultureInfo.InvariantCulture, $"{(Math.Abs(value) >= 10_000 ? "N" : "F")}{Math.Min(decimals, 9)}");
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>The next of 1, 2, 5 times a power of ten.</summary>
    private static double RoundUp(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        double factor = (value / power) - Slack;
        return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    }
}
