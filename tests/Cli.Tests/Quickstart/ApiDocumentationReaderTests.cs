using System.Xml;
using Glissade.Cli.Quickstart;

namespace Glissade.Cli.Tests.Quickstart;

public class ApiDocumentationReaderTests
{
    [Fact]
    public void SummaryIsDescriptionAndTheRestIsDetails()
    {
        ApiMember member = SmallDocumentation.ReadOne(
            "M:Kitchen.Oven.Bake(System.Int32)",
            """
            <summary>Makes the dough
                brown.</summary><typeparam name="T">No matter.</typeparam><param name="minutes">How long.</param>
            <returns>A loaf.</returns><remarks><para>Needs</para><para>power.</para></remarks><exception cref="T:Fire">Too long.</exception>
            """);
        Assert.Equal("Makes the dough brown.", member.Summary);
        Assert.Equal("Makes the dough brown.", member.Description);
        Assert.Equal("minutes How long. A loaf. Needs power.", member.Details);
    }

    [Fact]
    public void ReferencesReadAsTheirLastIdentifier()
    {
        ApiMember member = SmallDocumentation.ReadOne(
            "M:Kitchen.Oven.Bake",
            """
            <summary>Turns <see cref="T:Kitchen.Dough`1" /> into <paramref name="loaf" />, never <see langword="null" />;
            see <see href="x">this page</see>.</summary>
            """);
        Assert.Equal("Turns Dough into loaf, never null; see this page.", member.Description);
    }

    [Fact]
    public void OwnNameIsShownButNotLearned()
    {
        ApiMember member = SmallDocumentation.ReadOne(
            "M:Kitchen.Oven.BakeSlowly",
            """
            <summary>The <see cref="M:Kitchen.Oven.BakeSlowly(System.Int32)" /> method, <c>BakeSlowly</c>:
            bake slowly, not BakeSlowlyNow.</summary>
            """);
        Assert.Equal("The BakeSlowly method, BakeSlowly: bake slowly, not BakeSlowlyNow.", member.Summary);
        Assert.Equal("The method, : bake slowly, not BakeSlowlyNow.", member.Description);
    }

    [Fact]
    public void ConstructorDoesNotLearnItsTypeAndTypeNotItself()
    {
        const string Comment = "<summary>Warms an <see cref='T:Kitchen.Oven' />.</summary>";
        Assert.Equal("Warms an .", SmallDocumentation.ReadOne("M:Kitchen.Oven.#ctor", Comment).Description);
        Assert.Equal("Warms an .", SmallDocumentation.ReadOne("T:Kitchen.Oven", Comment).Description);
        Assert.Equal("Warms an Oven.", SmallDocumentation.ReadOne("M:Kitchen.Oven.Bake", Comment).Description);
    }

    [Fact]
    public void CodeIsDropped()
    {
        const string Comment = "<summary>Before<code>new Oven().Open();</code>after.</summary>";
        ApiMember member = SmallDocumentation.ReadOne("M:Kitchen.Oven.Bake", Comment);
        Assert.Equal("Before after.", member.Description);
    }

    [Fact]
    public void CommentsWithoutTextAreSkipped()
    {
        Assert.Empty(SmallDocumentation.Read(
            """
            <doc><members><member name="M:A.B" /><member name="M:A.C"><inheritdoc cref="M:A.D" /></member>
            <member name="M:A.D"><summary> </summary></member>
            <member name="N:A"><summary>A namespace.</summary></member></members></doc>
            """));
    }

    [Fact]
    public void EveryCommentIsFoundWhateverSurroundsIt()
    {
        List<ApiMember> members = SmallDocumentation.Read(
            "<doc><members><member name='F:A.B'><summary>One.</summary></member><member name='F:A.C'><summary>Two.</summary></member>"
            + "<member name='F:A.D'>\n<summary>Three.</summary><summary /></member></members></doc>");
        Assert.Equal(["One.", "Two.", "Three."], members.Select(m => m.Summary));
    }

    [Fact]
    public void MalformedFileThrows() =>
        Assert.Throws<XmlException>(() => SmallDocumentation.Read("<doc><members><member name='F:A.B'><summary>One</member>"));

    [Fact]
    public void MalformedFileIsLeftOutWithAMessageAndOthersAreRead()
    {
        using TemporaryFolder folder = new();
        string broken = folder.Write("broken.xml", "<doc><members>");
        string good = folder.Write("good.xml", "<doc><members><member name='F:A.B'><summary>One.</summary></member></members></doc>");
        string again = folder.Write("again.xml", "<doc><members><member name='F:A.B'><summary>Two.</summary></member></members></doc>");
        List<string> messages = [];
        (List<ApiMember> members, int unreadable) = ApiDocumentationFiles.Read([broken, good, again], messages.Add);
        Assert.Equal("One.", Assert.Single(members).Summary);
        Assert.Equal(1, unreadable);
        Assert.StartsWith(broken, Assert.Single(messages), StringComparison.Ordinal);
    }
}
