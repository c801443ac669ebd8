namespace Glissade;

/// <summary>How a number of things is spread: its mean and quantiles. All are 0 if there is nothing to count over.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Median">The smallest number that at least half of them do not exceed.</param>
/// <param name="Quantile90">The smallest number that at least 90 % of them do not exceed.</param>
/// <param name="Quantile99">The smallest number that at least 99 % of them do not exceed.</param>
/// <param name="Maximum">The largest.</param>
public readonly record struct CountDistribution(double Mean, int Median, int Quantile90, int Quantile99, int Maximum);
